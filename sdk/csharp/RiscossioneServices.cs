using Lecce.Riscossione.Sdk;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registration of the client with dependency injection.</summary>
public static class RiscossioneServices
{
    /// <summary>
    /// Registers <see cref="RiscossioneClient"/>, with pooled connections and retries:
    /// <code>services.AddRiscossione(o => { o.BaseAddress = new Uri("https://…"); o.ApiKey = key; });</code>
    /// </summary>
    /// <param name="services">The services of the program.</param>
    /// <param name="configure">Sets address, key and non-default limits.</param>
    /// <returns>The builder of the underlying HTTP client, for handlers or another transport.</returns>
    public static IHttpClientBuilder AddRiscossione(this IServiceCollection services, Action<RiscossioneOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services
            .AddOptions<RiscossioneOptions>()
            .Configure(configure)
            .PostConfigure<IServiceProvider>((options, provider) => options.LoggerFactory ??= provider.GetService<ILoggerFactory>());
        services.AddSingleton(provider => new RiscossioneClient(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(RiscossioneClient)),
            provider.GetRequiredService<IOptions<RiscossioneOptions>>().Value
        ));
        return services
            .AddHttpClient(nameof(RiscossioneClient), http => http.Timeout = Timeout.InfiniteTimeSpan)
            // The single client lives as long as the program; its transport renews connections.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(RiscossioneClient.NewTransport)
            .AddHttpMessageHandler(provider => new RetryHandler(provider.GetRequiredService<IOptions<RiscossioneOptions>>().Value));
    }
}
