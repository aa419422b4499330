// The token against forged requests. Read from the cookie at the moment of sending: after a new sign-in in another tab
// the page's own token is out of date.

export function token() {
  const pair = document.cookie.split("; ").find((each) => each.startsWith("csrftoken="));
  return pair ? pair.slice("csrftoken=".length) : "";
}
