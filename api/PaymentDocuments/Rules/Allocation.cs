using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Issue;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;

namespace Lecce.Riscossione.Api.PaymentDocuments.Rules;

/// <summary>How money is spread over items, installments and transfers, to the cent.</summary>
internal static class Allocation
{
    /// <summary>pagoPA carries at most five transfers in one payment (SANP, paGetPaymentV2: transferList).</summary>
    public const int MaxTransfers = 5;

    /// <summary>
    /// The share of every item in every installment: a matrix <c>[installment][item]</c> whose rows add up to the installments and, when the
    /// installments add up to the items, whose columns add up to the items. Each installment takes from the items in proportion to what they
    /// still have to give.
    /// </summary>
    public static long[][] Matrix(IReadOnlyList<long> itemCents, IReadOnlyList<long> installmentCents)
    {
        var left = itemCents.ToArray();
        var rows = new long[installmentCents.Count][];
        for (var installment = 0; installment < rows.Length; installment++)
        {
            var row = Split.Proportionally(installmentCents[installment], left);
            for (var item = 0; item < left.Length; item++)
            {
                left[item] -= row[item];
            }

            rows[installment] = row;
        }

        return rows;
    }

    /// <summary>
    /// The transfers of an installment: its shares grouped by beneficiary, account and taxonomy code, in the order of the items. A stamp is a
    /// transfer of its own.
    /// </summary>
    public static IReadOnlyList<Transfer> TransfersOf(IEnumerable<(ItemRow Item, long Cents)> shares) =>
        [
            .. shares
                .Where(share => share.Cents > 0)
                .GroupBy(share => (share.Item.BeneficiaryFiscalCode, share.Item.Iban, share.Item.TaxonomyCode, share.Item.StampHash))
                .Select(
                    (group, index) =>
                    {
                        var item = group.First().Item;
                        return new Transfer(
                            index + 1,
                            group.Sum(share => share.Cents),
                            item.BeneficiaryFiscalCode,
                            item.BeneficiaryName,
                            item.StampHash is null ? item.Iban : null,
                            item.StampHash is null ? item.PostalIban : null,
                            StampOf(item),
                            item.TaxonomyCode,
                            item.RevenueTypeName,
                            Metadata.Joined(group.Select(share => share.Item.Metadata))
                        );
                    }
                ),
        ];

    /// <summary>The stamp of an item; null when it is none.</summary>
    public static StampRequest? StampOf(ItemRow item) =>
        item.StampHash is { } hash ? new StampRequest { DocumentHash = hash.Value, Province = item.StampProvince! } : null;
}

/// <summary>An installment's share for one account and one taxonomy code, or for one stamp.</summary>
/// <param name="Number">1 to 5: pagoPA's <c>idTransfer</c>.</param>
/// <param name="AmountCents">Euro cents.</param>
/// <param name="BeneficiaryFiscalCode">Whose account it is.</param>
/// <param name="BeneficiaryName">The beneficiary's name.</param>
/// <param name="Iban">Where it goes; null for a stamp.</param>
/// <param name="PostalIban">Where it goes when the payer insists on a postal account; null when there is none.</param>
/// <param name="Stamp">The stamp that it buys; null where it goes to an account.</param>
/// <param name="TaxonomyCode">The national code of this revenue.</param>
/// <param name="RevenueTypeName">What is paid, without personal data.</param>
/// <param name="Metadata">The pairs of its items for pagoPA; null when they have none.</param>
internal sealed record Transfer(
    int Number,
    long AmountCents,
    FiscalCode BeneficiaryFiscalCode,
    string BeneficiaryName,
    Iban? Iban,
    Iban? PostalIban,
    StampRequest? Stamp,
    string TaxonomyCode,
    string RevenueTypeName,
    IReadOnlyList<MetadataEntry>? Metadata
);
