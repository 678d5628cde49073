using Lecce.Riscossione.Api.Channels.PagoPa;

namespace Lecce.Riscossione.Api.Operations;

/// <summary>The settings of pagoPA's archive of notices (ACA), and their faults.</summary>
internal static class AcaSettings
{
    public const string Address = $"{AcaOptions.Section}:BaseUrl";
    public const string Key = $"{AcaOptions.Section}:SubscriptionKey";

    private static readonly ServiceAddress Service = new(
        Address,
        Key,
        "https://api.platform.pagopa.it/aca/debt-positions-service/v1",
        "l'archivio di pagoPA rifiuta ogni avviso"
    );

    /// <summary>Faults of these settings, one sentence each, with the remedy.</summary>
    public static IEnumerable<string> Errors(IConfiguration configuration, bool isDevelopment) =>
        Service.Errors(configuration, isDevelopment);
}
