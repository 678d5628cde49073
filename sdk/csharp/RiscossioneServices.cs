using Lecce.Riscossione.Sdk;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Il client tra i servizi del programma.</summary>
public static class RiscossioneServices
{
    /// <summary>
    /// Registra <see cref="RiscossioneClient"/>, con i suoi tentativi e con i collegamenti di <see cref="IHttpClientFactory"/>:
    /// <code>services.AddRiscossione(o => { o.BaseAddress = new Uri("https://…"); o.ApiKey = key; });</code>
    /// </summary>
    /// <param name="services">I servizi del programma.</param>
    /// <param name="configure">Stabilisce indirizzo, chiave e limiti.</param>
    /// <returns>Il client HTTP sottostante, a cui aggiungere passaggi o cambiare trasporto.</returns>
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
