namespace Lecce.Riscossione.Samples.Simulator.Node;

/// <summary>A payment service provider. All are invented.</summary>
internal sealed record Psp(string Id, string Name, string ChannelId, string ChannelDescription, string PaymentMethod)
{
    public static readonly IReadOnlyList<Psp> All =
    [
        new("ABI99001", "Banca d'Esempio", "99000000001_01", "WEB", "creditCard"),
        new("ABI99002", "Cassa di Prova", "99000000002_01", "ATM", "debitCard"),
        new("TAB99003", "Tabaccai di Prova", "99000000003_01", "TABACCHI", "cash"),
        new("APP99004", "App d'Esempio", "99000000004_01", "APP", "other"),
    ];

    /// <summary>The one through which Checkout pays.</summary>
    public static Psp Checkout => All[0] with { ChannelId = "99000000001_02", ChannelDescription = "CHECKOUT" };
}
