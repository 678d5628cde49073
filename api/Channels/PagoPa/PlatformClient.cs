namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>What calls to the services of pagoPA's platform have in common: bounds, no redirects, the key of the subscription.</summary>
internal static class PlatformClient
{
    private const string KeyHeader = "Ocp-Apim-Subscription-Key";
    private const int MaxHeaderKilobytes = 16;

    public static HttpClient Create(TimeSpan timeout, int maxAnswerBytes) =>
        new(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                MaxResponseHeadersLength = MaxHeaderKilobytes,
                PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            }
        )
        {
            Timeout = timeout,
            MaxResponseContentBufferSize = maxAnswerBytes,
        };

    /// <summary>Adds the key, unless none is configured: a service on this machine needs none.</summary>
    public static void AddKey(HttpRequestMessage request, string? key)
    {
        if (key is { Length: > 0 })
        {
            request.Headers.TryAddWithoutValidation(KeyHeader, key);
        }
    }
}
