using Lecce.Riscossione.Api.Channels.PagoPa;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Channels.PagoPa;
using Lecce.Riscossione.Tests.Host;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NodaTime;
using AnnounceCheckouts = Lecce.Riscossione.Api.Checkouts.AnnounceCheckouts;

namespace Lecce.Riscossione.Tests.Checkouts;

/// <summary>The seeded municipality with a payment page, a portal that opens carts there, and PSPs that send receipts.</summary>
public sealed class CheckoutHost : ApiHost, IAsyncLifetime
{
    public const string Portal = "https://portale.comune.lecce.example/esito";
    private const string Key = "chiave-di-prova";
    private static readonly string[] PortalScopes = ["checkouts:read", "checkouts:write"];
    private int lastNumber;

    internal CartServer Carts { get; } = new();

    internal Psp Psp => new(Client());

    internal Db Db => Services.GetRequiredService<Db>();

    public new async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await Carts.DisposeAsync();
    }

    /// <summary>The SDK with the key that may do everything.</summary>
    internal RiscossioneClient Office() => SdkOf(AdminKey);

    /// <summary>The SDK with the key of a portal, or of another caller of the municipality.</summary>
    internal async Task<RiscossioneClient> Caller(params string[] scopes) =>
        SdkOf(await this.IssueKey(scopes is [] ? PortalScopes : scopes, Psp.Lecce));

    public string NewName(string prefix) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{prefix}-{Interlocked.Increment(ref lastNumber)}");

    /// <summary>Issues a debt payable at once and gives its only installment.</summary>
    internal async Task<Installment> Issue(
        string revenueType = "tari",
        long amountCents = 10_000,
        Action<IssuePaymentDocumentRequest>? story = null
    )
    {
        var request = new IssuePaymentDocumentRequest
        {
            Organization = Psp.Lecce,
            Department = "tributi",
            ExternalId = NewName("STORIA"),
            Subject = "TARI 2026",
            Debtor = new Debtor
            {
                Kind = "F",
                FiscalCode = "RSSMRA45C12F205C",
                FullName = "Mario Rossi",
            },
            Items = [NodeHost.Item(revenueType, amountCents)],
            DueOn = new LocalDate(2026, 12, 16),
        };
        story?.Invoke(request);
        using var office = Office();
        return (await office.PaymentDocuments.IssueAsync(request)).Options[0].Installments[0];
    }

    /// <summary>A request of the portal for some notices, under a new name.</summary>
    internal NewCheckout Request(params Installment[] notices) => RequestOf([.. notices.Select(notice => notice.NoticeNumber!)]);

    internal NewCheckout RequestOf(params string[] numbers) =>
        new()
        {
            ExternalId = NewName("PORTALE"),
            Notices = [.. numbers.Select(number => new NewCheckoutNotice { Organization = Psp.Lecce, NoticeNumber = number })],
            ReturnUrls = new CheckoutReturnUrls
            {
                Ok = $"{Portal}/ok?pagamento={{checkoutId}}",
                Cancel = $"{Portal}/annullato",
                Error = $"{Portal}/errore",
                Waiting = $"{Portal}/attesa",
            },
        };

    /// <summary>What the payment page collects reaches us as a receipt.</summary>
    internal async Task<string> PayOnTheWeb(Installment notice)
    {
        var receiptId = NewName("rt");
        Assert.Equal("OK", (await Psp.SendReceiptV2(new ReceiptStory(receiptId, notice.NoticeNumber!, notice.AmountCents))).Outcome);
        return receiptId;
    }

    internal async Task PayAtCounter(Installment notice)
    {
        using var office = Office();
        await office.Payments.RecordAsync(
            new RecordPaymentRequest
            {
                Organization = Psp.Lecce,
                Channel = "counter",
                ChannelPaymentId = NewName("CASSA"),
                NoticeNumber = notice.NoticeNumber,
                AmountCents = notice.AmountCents,
                PaidAt = Clock.GetCurrentInstant(),
            }
        );
    }

    /// <summary>Runs the job that announces checkouts, as it does every few seconds.</summary>
    internal Task Announce() => Services.GetRequiredService<AnnounceCheckouts>().Run(CancellationToken.None);

    /// <summary>The events of a checkout so far, in their order: type and status.</summary>
    internal async Task<IReadOnlyList<string>> EventsOf(string checkoutId) =>
        await Db.Read(
            sql =>
                sql.Rows<string>(
                    "SELECT Type FROM Events WHERE Type LIKE 'checkout.%' AND Data LIKE @ofCheckout ORDER BY Id",
                    new { ofCheckout = $"%{checkoutId}%" }
                ),
            CancellationToken.None
        );

    protected override void Change(IServiceCollection services)
    {
        services.AddSingleton(Options.Create(new CheckoutOptions { BaseUrl = Carts.Address, SubscriptionKey = Key }));
        services.RemoveWorker<AnnounceCheckouts>();
    }

    private RiscossioneClient SdkOf(string key) => new(Client(key), new RiscossioneOptions { ApiKey = key, MaxAttempts = 1 });
}
