using CsCheck;
using Lecce.Riscossione.Api.Payments;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;
using NodaTime;

namespace Lecce.Riscossione.Tests.Simulation;

/// <summary>Receipts, counter payments and cancellations that fall upon the same few documents all at once.</summary>
public sealed class ConcurrentMoneyTests : IAsyncLifetime
{
    private static readonly string[] Deeds = ["receipt", "receipt", "receipt", "receipt again", "counter", "counter", "cancel", "publish"];
    private static readonly string[] Amounts = ["exact", "exact", "part", "excess"];

    /// <summary>One deed: its document and installment, the money, and the days between issue and payment.</summary>
    private static readonly Gen<(string Deed, int Document, int Installment, string Amount, int Days)> Deed = Gen.Select(
        Gen.Int[0, Deeds.Length - 1].Select(index => Deeds[index]),
        Gen.Int[0, 5],
        Gen.Int[0, 9],
        Gen.Int[0, Amounts.Length - 1].Select(index => Amounts[index]),
        Gen.Int[0, 10]
    );

    private Town town = null!;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => town.DisposeAsync();

    [OnEachDatabase]
    public async Task Any_order_of_receipts_counter_payments_and_cancellations_keeps_the_books(Engine engine)
    {
        town = new Town(new TestDatabase(engine));
        await town.InitializeAsync();

        await Deed.Array[40, 60]
            .SampleAsync(
                async deeds =>
                {
                    var documents = await Issue();
                    var run = Guid.NewGuid().ToString("N");
                    var recorded = await Task.WhenAll(deeds.Select((deed, index) => Task.Run(() => Do(deed, documents, $"{run}-{index}"))));

                    await Invariants.Check(town.Db);
                    var told = recorded.OfType<string>().Order(StringComparer.Ordinal).ToList();
                    Assert.Equal(told, await Stored(run));
                },
                iter: 6,
                threads: 1
            );
    }

    /// <summary>Money is never refused: gives the name under which it must now be found, null when the deed moves none.</summary>
    private async Task<string?> Do(
        (string Deed, int Document, int Installment, string Amount, int Days) deed,
        PaymentDocument[] documents,
        string name
    )
    {
        var document = documents[deed.Document % documents.Length];
        var installments = document.Options.SelectMany(option => option.Installments).ToList();
        var installment = installments[deed.Installment % installments.Count];
        var cents = deed.Amount switch
        {
            "exact" => installment.AmountCents,
            "part" => 1 + installment.AmountCents / 3,
            _ => installment.AmountCents + 77,
        };
        switch (deed.Deed)
        {
            case "receipt":
                await Receive(name, installment.NoticeNumber, cents, deed.Days);
                return name;
            case "receipt again":
                var answers = await Task.WhenAll(
                    Receive(name, installment.NoticeNumber, cents, deed.Days),
                    Receive(name, installment.NoticeNumber, cents, deed.Days)
                );
                Assert.Single(answers, answer => answer.IsNew);
                Assert.Equal(answers[0].Payment.Id, answers[1].Payment.Id);
                return name;
            case "counter":
                var payment = Sample.Payment(null, cents);
                payment.ChannelPaymentId = name;
                payment.DocumentId = document.Id;
                await town.Taxes.Payments.RecordAsync(payment);
                return name;
            case "publish":
                await Tolerating(town.Taxes.PaymentDocuments.PublishAsync(document.Id));
                return null;
            default:
                await Tolerating(
                    town.Taxes.PaymentDocuments.CancelAsync(document.Id, new CancelPaymentDocumentRequest { Reason = "Errore" })
                );
                return null;
        }
    }

    private Task<RecordedPayment> Receive(string name, string? noticeNumber, long cents, int days) =>
        town.Db.Transact(
            sql =>
                RecordPayment.Record(
                    sql,
                    new IncomingPayment
                    {
                        Organization = Sample.CodeOf(Sample.Organization),
                        Channel = Channel.PagoPa,
                        Origin = PaymentOrigin.Receipt,
                        ChannelPaymentId = name,
                        NoticeNumber = noticeNumber,
                        AmountCents = cents,
                        PaidAt = town.Api.Clock.GetCurrentInstant() + Duration.FromDays(days),
                        Actor = "pagopa",
                    },
                    town.Api.Clock.GetCurrentInstant()
                ),
            CancellationToken.None
        );

    /// <summary>A handful of documents, one of each kind.</summary>
    private Task<PaymentDocument[]> Issue()
    {
        var fine = Sample.Document(20_000);
        fine.Options =
        [
            new() { Kind = "single" },
            new()
            {
                Kind = "reduced",
                WithinDays = 5,
                AmountCents = 14_000,
            },
        ];
        var rent = Sample.WasteTax();
        rent.Items = [Sample.Item(33_333, Town.Rent), Sample.Item(1, Town.Rent)];
        var draft = Sample.WasteTax();
        draft.Draft = true;
        return Task.WhenAll(
            new[] { Sample.Document(), Sample.WasteTax(), fine, rent, draft, Sample.Document(1, Town.Rent) }.Select(request =>
                town.Taxes.PaymentDocuments.IssueAsync(request)
            )
        );
    }

    /// <summary>Only the state may forbid these.</summary>
    private static async Task Tolerating(Task<PaymentDocument> call)
    {
        try
        {
            await call;
        }
        catch (RiscossioneException refusal)
        {
            Assert.Equal("transition-not-allowed", refusal.Code);
        }
    }

    private async Task<IReadOnlyList<string>> Stored(string run)
    {
        var names = await town.Db.Read(sql => sql.Rows<string>("SELECT ChannelPaymentId FROM Payments"), CancellationToken.None);
        return [.. names.Where(name => name.StartsWith(run, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }
}
