import type { Catalog } from "../../adapters/catalog.ts";
import type { Studio } from "../../images/studio.ts";
import type { Route } from "../route.ts";
import { belongingsRoutes } from "./belongings-routes.ts";
import { entryRoutes, withholdRoutes } from "./entry-routes.ts";
import { imageRoutes } from "./image-routes.ts";
import { pictureRoutes } from "./picture-routes.ts";

export type CatalogNeeds = { readonly catalog: Catalog; readonly studio: Studio };

/** Races, archetypes, skills, perks, items and tags; pictures; and what characters have of all that. */
export const catalogRoutes = ({ catalog, studio }: CatalogNeeds): readonly Route[] => [
  ...entryRoutes(catalog),
  ...withholdRoutes(catalog),
  ...belongingsRoutes(catalog),
  ...imageRoutes({ catalog, studio }),
  ...pictureRoutes(catalog),
];
