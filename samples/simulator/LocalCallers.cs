namespace Lecce.Riscossione.Samples.Simulator;

/// <summary>
/// Refuses requests from other web sites: a page open in the same browser could otherwise make payments here. The hosts are filtered by
/// <c>AllowedHosts</c>.
/// </summary>
internal static class LocalCallers
{
    public const int MaxBodyBytes = 256 * 1024;

    public static async Task Guard(HttpContext context, RequestDelegate next)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && context.Request.Headers["Sec-Fetch-Site"] == "cross-site")
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        await next(context);
    }
}
