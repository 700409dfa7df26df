import { AccountPage } from "./account/account-page.tsx";
import { ModerationPage } from "./account/moderation-page.tsx";
import { CampaignPage } from "./campaign/campaign-page.tsx";
import { EntryPage, NewEntryPage } from "./catalog/entry-page.tsx";
import { ShelfPage } from "./catalog/shelf-page.tsx";
import { ProviderReturnPage, ResetPasswordPage, VerifyEmailPage } from "./door-pages.tsx";
import { HomePage } from "./home-page.tsx";
import { InvitePage } from "./invite-page.tsx";
import { MakePage } from "./make/make-page.tsx";
import { Notices, notify } from "./notices.tsx";
import { moderates, person, signOut, skald } from "./person.ts";
import { OwnFace } from "./portrait.tsx";
import { ReplayPage } from "./replay-page.tsx";
import { linkTo, type Route, route } from "./route.ts";
import { CharacterPage } from "./sheet/character-page.tsx";
import { SignIn } from "./sign-in.tsx";
import { TablePage } from "./table-page.tsx";

// Whoever is suddenly before the door is told why.
skald.onSignInEnded(({ detail }) => notify(detail));

export function App() {
  const who = person.value;
  const where = route.value;
  const account = linkTo("/account");
  return (
    <>
      <a class="skip" href="#main">
        Skip to the table
      </a>
      <header class="masthead">
        <a class="brand" {...linkTo("/")}>
          <Emblem />
          Skald
        </a>
        {who !== null && (
          <div class="who">
            <OwnFace key={who.id} />
            <a class="quiet" {...linkTo("/catalog/races")}>
              Catalog
            </a>
            {moderates.value && (
              <a class="quiet" {...linkTo("/moderation")}>
                Moderation
              </a>
            )}
            <a class="quiet" aria-label={`${who.displayName}, your account`} {...account} href={account.href}>
              {who.displayName}
            </a>
            <button type="button" class="quiet" onClick={signOut}>
              Sign out
            </button>
          </div>
        )}
      </header>
      <main id="main" tabIndex={-1}>
        {who === null && !isDoor(where) ? <SignIn /> : <Page where={where} />}
      </main>
      <Notices />
    </>
  );
}

const isDoor = ({ page }: Route): boolean =>
  page === "verify-email" || page === "reset-password" || page === "oauth";

/** A twenty-sided die. */
function Emblem() {
  return (
    <svg class="emblem" viewBox="0 0 32 32" aria-hidden="true">
      <path class="face" d="M16 1.5 29 9v14l-13 7.5L3 23V9z" />
      <path
        class="edge"
        d="M16 1.5V9m0 0 8 13H8zM3 9l13 0 13 0M3 23l5-1m21 1-5-1m-8 0v8.5M3 9l5 13M29 9l-5 13"
      />
    </svg>
  );
}

function Page({ where }: { where: Route }) {
  switch (where.page) {
    case "home":
      return <HomePage />;
    case "campaign":
      return <CampaignPage key={where.id} id={where.id} />;
    case "make":
      return <MakePage key={where.campaign} campaign={where.campaign} />;
    case "character":
      return <CharacterPage key={where.id} id={where.id} />;
    case "account":
      return <AccountPage />;
    case "moderation":
      return <ModerationPage />;
    case "shelf":
      return <ShelfPage key={where.kind} kind={where.kind} />;
    case "new-entry":
      return <NewEntryPage key={where.kind} kind={where.kind} />;
    case "entry":
      return <EntryPage key={where.id} kind={where.kind} id={where.id} />;
    case "table":
      return <TablePage key={where.id} id={where.id} />;
    case "replay":
      return <ReplayPage key={where.id} id={where.id} />;
    case "invite":
      return <InvitePage code={where.code} />;
    case "verify-email":
      return <VerifyEmailPage />;
    case "reset-password":
      return <ResetPasswordPage />;
    case "oauth":
      return <ProviderReturnPage />;
  }
}
