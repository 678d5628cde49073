using CsCheck;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments;
using Lecce.Riscossione.Api.PaymentDocuments.Issue;
using Lecce.Riscossione.Api.Payments;

namespace Lecce.Riscossione.Tests.PaymentDocuments;

/// <summary>Stamps among other items, in any number and order.</summary>
public class StampPlanTests
{
    private static readonly PaymentOptionRequest Whole = new() { Kind = OptionKind.Single };

    [Fact]
    public void Each_stamp_is_one_transfer_at_its_price_and_the_transfers_add_up_to_the_items() =>
        RandomDocuments.ItemsWithStamps.Sample(items =>
        {
            var document = RandomDocuments.Issue(RandomDocuments.Of(items, Whole), allowsPartialPayment: true);

            var transfers = document.TransfersOf(document.Installments[0], share => share.AmountCents);
            Assert.Equal(items.Sum(item => item.AmountCents), transfers.Sum(transfer => transfer.AmountCents));
            Assert.Equal(
                items.Select(item => item.Stamp?.DocumentHash).OfType<string>(),
                transfers.Select(transfer => transfer.Stamp?.DocumentHash).OfType<string>()
            );
            Assert.All(transfers, transfer => Assert.Equal(transfer.Stamp is null, transfer.Iban is not null));
            Assert.All(
                transfers.Where(transfer => transfer.Stamp is not null),
                transfer => Assert.Equal(RandomDocuments.StampCents, transfer.AmountCents)
            );
        });

    [Fact]
    public void Money_pays_the_whole_document_or_none_of_its_stamps() =>
        Gen.Select(RandomDocuments.ItemsWithStamps, Gen.Long[0, 3_000])
            .Sample(
                (items, missing) =>
                {
                    var document = RandomDocuments.Issue(RandomDocuments.Of(items, Whole), allowsPartialPayment: true);
                    var paid = Math.Max(1, document.Row.AmountCents - missing);
                    var now = RandomDocuments.IssuedAt;

                    ApplyPayment.To(document, document.Installments[0], paid, now, new LedgerStamp("test", now, Id.New(now)));

                    var isWhole = paid == document.Row.AmountCents;
                    Assert.All(document.Items, item => Assert.Equal(isWhole ? 0 : item.AmountCents, item.ResidualCents));
                }
            );
}
