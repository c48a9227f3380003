/** The page that says why a log-in did not work. @param message our own words, which hold nothing of the request */
export function failedLogin(message: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Not signed in – Ketenzicht</title>
    <link rel="icon" href="/assets/both/icon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="/assets/both/base.css">
  </head>
  <body>
    <header class="top"><span class="name">Ketenzicht</span></header>
    <main class="notice">
      <h1>You are not signed in <i lang="nl">u bent niet ingelogd</i></h1>
      <p>${message}</p>
      <p><a href="/login">Sign in</a></p>
    </main>
  </body>
</html>
`;
}
