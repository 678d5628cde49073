using System.Net.Http.Headers;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Testing;

namespace Lecce.Riscossione.Tests.Channels.PagoPa;

/// <summary>The seeded municipality between its offices, which issue debts through the SDK, and the Node, which asks for them over SOAP.</summary>
public class NodeHost : ApiHost
{
    public const string Province = "99000010753";
    private int lastNumber;

    public NodeHost()
        : this(new TestDatabase()) { }

    internal NodeHost(TestDatabase database)
        : base(database) => Database = database;

    private protected NodeHost(TestDatabase database, bool ownsDatabase, FakeClock clock)
        : base(database, ownsDatabase, clock) => Database = database;

    private protected TestDatabase Database { get; }

    internal Psp Psp => new(Client());

    internal Db Db => Services.GetRequiredService<Db>();

    /// <summary>The SDK with the key that may do everything.</summary>
    public RiscossioneClient Office() => new(Client(AdminKey), new RiscossioneOptions { ApiKey = AdminKey });

    /// <summary>A name that no other call of this host gave.</summary>
    public string NewName(string prefix) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{prefix}-{Interlocked.Increment(ref lastNumber)}");

    /// <summary>Issues a debt payable at once by 16 December, unless the story says otherwise.</summary>
    public async Task<PaymentDocument> Issue(
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
            Subject = "Prova di pagamento",
            Debtor = new Debtor
            {
                Kind = "F",
                FiscalCode = "RSSMRA45C12F205C",
                FullName = "Mario Rossi",
            },
            Items = [Item(revenueType, amountCents)],
            DueOn = new LocalDate(2026, 12, 16),
        };
        story?.Invoke(request);
        using var office = Office();
        return await office.PaymentDocuments.IssueAsync(request);
    }

    public static DebtItemRequest Item(string revenueType, long amountCents) =>
        new()
        {
            RevenueType = revenueType,
            Year = 2026,
            AmountCents = amountCents,
        };

    /// <summary>Records what the counter collected on a notice.</summary>
    public async Task<Payment> PayAtCounter(string? noticeNumber, long amountCents)
    {
        using var office = Office();
        return await office.Payments.RecordAsync(
            new RecordPaymentRequest
            {
                Organization = Psp.Lecce,
                Channel = "counter",
                ChannelPaymentId = NewName("CASSA"),
                NoticeNumber = noticeNumber,
                AmountCents = amountCents,
                PaidAt = Clock.GetCurrentInstant(),
            }
        );
    }

    public async Task<PaymentDocument> Read(PaymentDocument document)
    {
        using var office = Office();
        return await office.PaymentDocuments.ReadAsync(document.Id);
    }

    /// <summary>What is recorded under a receipt's identifier.</summary>
    public async Task<IReadOnlyList<Payment>> PaymentsOf(string receiptId)
    {
        using var office = Office();
        return (await office.Payments.FindAsync(channelPaymentId: receiptId)).Items;
    }

    /// <summary>What is stored under a receipt's identifier.</summary>
    public async Task<IReadOnlyList<Receipt>> ReceiptsOf(string receiptId)
    {
        using var office = Office();
        return (await office.Receipts.FindAsync(receiptId: receiptId)).Items;
    }

    /// <summary>Changes the database without the program.</summary>
    public Task Execute(string statement, object? parameters = null) =>
        Db.Transact(sql => sql.Execute(statement, parameters), CancellationToken.None);

    /// <summary>Sends bytes to the endpoint; where the official schema is at hand, the answer must be valid by it.</summary>
    internal Task<NodeAnswer> Post(byte[] body, string? soapAction = null, string contentType = "text/xml") =>
        Post(Client(), body, soapAction, contentType);

    /// <inheritdoc cref="Post(byte[], string?, string)" />
    internal static async Task<NodeAnswer> Post(HttpClient http, byte[] body, string? soapAction = null, string contentType = "text/xml")
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        return await Post(http, content, soapAction);
    }

    /// <inheritdoc cref="Post(byte[], string?, string)" />
    internal static async Task<NodeAnswer> Post(HttpClient http, HttpContent content, string? soapAction)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/pagopa/paForNode") { Content = content };
        if (soapAction is not null)
        {
            request.Headers.Add("SOAPAction", soapAction);
        }

        using var response = await http.SendAsync(request);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        if (Reference.IsPresent)
        {
            OfficialSchema.Validate(bytes);
        }

        return new NodeAnswer(response.StatusCode, bytes);
    }
}

/// <summary>The payable parts of a document, as the stories name them.</summary>
internal static class Notices
{
    /// <summary>The only installment of the first option.</summary>
    public static Installment Single(this PaymentDocument document) => document.Options[0].Installments[0];

    /// <summary>A receipt that pays an installment in full.</summary>
    public static ReceiptStory Receipt(this Installment installment, string receiptId) =>
        new(receiptId, installment.NoticeNumber!, installment.AmountCents);
}
