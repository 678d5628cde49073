using System.Text.Json;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Payments.Recovery;
using NodaTime;
using NodaTime.Text;

namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>
/// Reads a receipt as pagoPA's service of payments writes it ("Biz Events", CtReceiptModelResponse). It accepts only the receipt that was asked
/// for, of a payment that succeeded, whose transfers add up.
/// </summary>
internal static class BizReceipt
{
    private const int MaxTransfers = 5;
    private const int MaxText = 140;
    private const int MaxIban = 35;
    private const int MaxPsp = 70;

    // Java leaves out the seconds of a moment when they are zero.
    private const int LengthWithoutSeconds = 16;
    private const int LengthOfDate = 10;

    // A member that comes twice would say two things.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>Reads an answer.</summary>
    /// <exception cref="UnfitReceipt">It is no receipt, another one, or one of no payment.</exception>
    public static ReceiptData Read(ReadOnlyMemory<byte> json, WantedReceipt wanted)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            var receipt = Read(document.RootElement);
            RequireFit(receipt, wanted);
            return receipt;
        }
        catch (Exception unreadable)
            when (unreadable is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            // Another type, a missing member, or a part of a number; a text that is not UTF-8.
            throw new UnfitReceipt(RecoveryError.AnswerNotReadable);
        }
    }

    private static ReceiptData Read(JsonElement receipt) =>
        new(
            receipt.GetProperty("receiptId").GetString() ?? throw NotReadable(),
            Digits(receipt, "noticeNumber", 18),
            Digits(receipt, "fiscalCode", 11),
            receipt.GetProperty("outcome").GetString() == "OK",
            Text(receipt, "creditorReferenceId", MaxText),
            Cents(receipt, "paymentAmount"),
            Text(receipt, "companyName", MaxText),
            Transfers(receipt.GetProperty("transferList")),
            new ReceiptPsp(Text(receipt, "idPSP", MaxPsp), Text(receipt, "pspCompanyName", MaxPsp), Text(receipt, "idChannel", MaxPsp)),
            PaymentMethod: null,
            FeeCents: null,
            PaidAt(receipt),
            ApplicationDate: null,
            TransferDate: null,
            StandIn: false
        );

    private static List<ReceiptTransfer> Transfers(JsonElement list)
    {
        var transfers = list.EnumerateArray()
            .Select(
                (transfer, index) =>
                    new ReceiptTransfer(
                        Optional(transfer, "idTransfer") is { } number ? number.GetInt32() : index + 1,
                        Cents(transfer, "transferAmount"),
                        Digits(transfer, "fiscalCodePA", 11),
                        OptionalText(transfer, "iban", MaxIban),
                        Text(transfer, "remittanceInformation", MaxText),
                        Text(transfer, "transferCategory", MaxText),
                        Stamp(transfer)
                    )
            )
            .ToList();
        return transfers.Count is >= 1 and <= MaxTransfers ? transfers : throw NotReadable();
    }

    /// <summary>The bytes of a signed stamp; null without one. The service may leave out a stamp that the receipt has.</summary>
    private static byte[]? Stamp(JsonElement transfer)
    {
        if (Optional(transfer, "mbdAttachment")?.GetString() is not { Length: > 0 } text)
        {
            return null;
        }

        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var written) ? bytes[..written] : throw NotReadable();
    }

    private static void RequireFit(ReceiptData receipt, WantedReceipt wanted)
    {
        if (
            receipt.ReceiptId != wanted.Iur
            || receipt.FiscalCode != wanted.Organization.Value
            || (wanted.Iuv is not null && receipt.CreditorReferenceId != wanted.Iuv)
            || receipt.Transfers.Sum(transfer => transfer.AmountCents) != receipt.PaymentAmountCents
        )
        {
            throw new UnfitReceipt(RecoveryError.AnswerDiffers);
        }

        if (!receipt.OutcomeOk)
        {
            throw new UnfitReceipt(RecoveryError.NotPaid);
        }
    }

    /// <summary>
    /// When the payer paid: the first member that names a moment, else the first that names a day, which begins then. None when no member does.
    /// </summary>
    private static Instant? PaidAt(JsonElement receipt)
    {
        string[] texts =
        [
            .. ((string[])["paymentDateTimeFormatted", "paymentDateTime", "applicationDate"])
                .Select(name => Optional(receipt, name)?.GetString())
                .OfType<string>(),
        ];
        foreach (var text in texts)
        {
            if (NodeFields.TryMoment(text.Length == LengthWithoutSeconds ? $"{text}:00" : text, out var moment) && moment is not null)
            {
                return moment;
            }
        }

        return texts.Select(DayOf).FirstOrDefault(day => day is not null);
    }

    private static Instant? DayOf(string text) =>
        text.Length >= LengthOfDate && LocalDatePattern.Iso.Parse(text[..LengthOfDate]).TryGetValue(default, out var day) && day.Year > 0
            ? Rome.Zone.AtStartOfDay(day).ToInstant()
            : null;

    /// <summary>Euros, as a number or as its text, more than zero.</summary>
    private static long Cents(JsonElement holder, string name)
    {
        var amount = holder.GetProperty(name);
        var text = amount.ValueKind == JsonValueKind.Number ? amount.GetRawText() : amount.GetString();
        return Amount.TryParseNumber(text, out var cents) && cents > 0 ? cents : throw NotReadable();
    }

    private static string Digits(JsonElement holder, string name, int count) =>
        holder.GetProperty(name).GetString() is { } text && text.Length == count && text.All(char.IsAsciiDigit)
            ? text
            : throw NotReadable();

    private static string Text(JsonElement holder, string name, int max) => OptionalText(holder, name, max) ?? "";

    private static string? OptionalText(JsonElement holder, string name, int max) =>
        WireText.Clean(Optional(holder, name)?.GetString(), max);

    /// <summary>A member that is there and not null.</summary>
    private static JsonElement? Optional(JsonElement holder, string name) =>
        holder.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;

    private static UnfitReceipt NotReadable() => new(RecoveryError.AnswerNotReadable);
}

/// <summary>An answer that proves no payment. The message is one of <see cref="RecoveryError"/>.</summary>
internal sealed class UnfitReceipt(string error) : Exception(error);
