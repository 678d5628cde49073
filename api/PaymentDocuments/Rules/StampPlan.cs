using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Issue;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;

namespace Lecce.Riscossione.Api.PaymentDocuments.Rules;

/// <summary>The rules of a stamp (@e.bollo): an item of the revenue type of stamps, with the hash of a document, at the price of that type.</summary>
internal static class StampPlan
{
    /// <summary>The item with its stamp, if it is one.</summary>
    public static ItemRow Of(ItemRow item, DebtItemRequest request, RevenueTypeFacts revenueType, string at, Validation validation)
    {
        if (request.Stamp is not { } stamp)
        {
            validation.Require(
                revenueType.StampAmountCents is null,
                $"{at}/stamp",
                "stamp-missing",
                "Le voci di questo tipo di entrata sono marche da bollo: indicare in stamp il documento da bollare."
            );
            return item;
        }

        validation.Require(
            revenueType.StampAmountCents is not null,
            $"{at}/stamp",
            "stamp-misplaced",
            "Il tipo di entrata non è quello delle marche da bollo: indicare la marca in una voce a sé."
        );
        validation.Require(
            revenueType.StampAmountCents is null || revenueType.StampAmountCents == request.AmountCents,
            $"{at}/amountCents",
            "stamp-amount-differs",
            $"Una marca da bollo costa {revenueType.StampAmountCents} centesimi, come dice il suo tipo di entrata."
        );
        validation.Require(
            request.Beneficiary is null,
            $"{at}/beneficiary",
            "stamp-beneficiary",
            "Una marca da bollo non ha un beneficiario: l'imposta va all'Agenzia delle Entrate."
        );
        var hash = Check(stamp, $"{at}/stamp", validation);
        return item with { StampHash = hash, StampClaim = hash, StampProvince = stamp.Province };
    }

    /// <summary>Checks a stamp that is asked for. Its hash is parsed here and never written in another way.</summary>
    public static DocumentHash Check(StampRequest stamp, string at, Validation validation)
    {
        var hash = validation.Parse<DocumentHash>(
            $"{at}/documentHash",
            stamp.DocumentHash,
            DocumentHash.TryParse,
            "document-hash-invalid",
            "Servono i 32 byte dello SHA-256 del documento in base64: 44 caratteri, l'ultimo è «=»."
        );
        validation.Require(
            stamp.Province.Length == 2 && stamp.Province.All(char.IsAsciiLetterUpper),
            $"{at}/province",
            "province-invalid",
            "La provincia si indica con due lettere maiuscole."
        );
        return hash;
    }

    /// <summary>Refuses two stamps for one document.</summary>
    public static void RequireDistinct(List<ItemRow> items, Validation validation)
    {
        if (validation.Failed)
        {
            return;
        }

        var stamps = items.Select(item => item.StampHash).OfType<DocumentHash>().ToList();
        validation.Require(
            stamps.Distinct().Count() == stamps.Count,
            "/items",
            "stamp-repeated",
            "Due voci chiedono una marca per lo stesso documento: basta una."
        );
    }

    /// <summary>A stamp is bought whole, in one payment.</summary>
    public static void RequireWhole(List<ItemRow> items, List<PlannedOption> options, Validation validation) =>
        validation.Require(
            !items.Exists(item => item.StampHash is not null) || options is [{ Kind: OptionKind.Single }],
            "/options",
            "stamp-not-divisible",
            "Una marca da bollo si paga per intero e in una volta: il documento ammette la sola rata unica."
        );
}
