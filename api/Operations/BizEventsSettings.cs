namespace Lecce.Riscossione.Api.Operations;

/// <summary>The settings of pagoPA's service of receipts ("Biz Events"), and their faults.</summary>
internal static class BizEventsSettings
{
    public const string Address = "Riscossione:PagoPa:BizEvents:BaseUrl";
    public const string Key = "Riscossione:PagoPa:BizEvents:SubscriptionKey";

    private static readonly ServiceAddress Service = new(
        Address,
        Key,
        "https://api.platform.pagopa.it/bizevents/service/v1",
        "il servizio di pagoPA non dà nessuna ricevuta"
    );

    /// <summary>Faults of these settings, one sentence each, with the remedy.</summary>
    public static IEnumerable<string> Errors(IConfiguration configuration, bool isDevelopment) =>
        Service.Errors(configuration, isDevelopment);
}
