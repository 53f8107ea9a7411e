/**
 * The request as the browser sent it to the proxy before this process: by https, if the proxy says so. Cookies are then marked as
 * `Secure`, and forms are compared with the origin that the browser knows.
 */
export function behindProxy(request: Request): Request {
  if (request.headers.get("x-forwarded-proto") !== "https") return request;
  const url = new URL(request.url);
  url.protocol = "https:";
  return new Request(url, request);
}
