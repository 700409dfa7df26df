import { CampaignPage } from "./campaign-page.tsx";
import { HomePage } from "./home-page.tsx";
import { InvitePage } from "./invite-page.tsx";
import { Notices } from "./notices.tsx";
import { person, signOut } from "./person.ts";
import { ReplayPage } from "./replay-page.tsx";
import { linkTo, type Route, route } from "./route.ts";
import { SignIn } from "./sign-in.tsx";
import { TablePage } from "./table-page.tsx";

export function App() {
  const who = person.value;
  const where = route.value;
  return (
    <>
      <a class="skip" href="#main">
        Skip to the table
      </a>
      <header class="masthead">
        <a class="brand" {...linkTo("/")}>
          <span class="rune" aria-hidden="true">
            ᛋ
          </span>
          Skald
        </a>
        {who !== null && (
          <div class="who">
            <span>{who.displayName}</span>
            <button type="button" class="quiet" onClick={signOut}>
              Sign out
            </button>
          </div>
        )}
      </header>
      <main id="main" tabIndex={-1}>
        {who === null ? <SignIn /> : <Page where={where} />}
      </main>
      <Notices />
    </>
  );
}

function Page({ where }: { where: Route }) {
  switch (where.page) {
    case "home":
      return <HomePage />;
    case "campaign":
      return <CampaignPage key={where.id} id={where.id} />;
    case "table":
      return <TablePage key={where.id} id={where.id} />;
    case "replay":
      return <ReplayPage key={where.id} id={where.id} />;
    case "invite":
      return <InvitePage code={where.code} />;
  }
}
