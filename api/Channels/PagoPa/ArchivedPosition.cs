using System.Globalization;
using System.Text.Json;

namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>A position as the archive shows it.</summary>
/// <param name="Status">DRAFT, PUBLISHED, VALID, INVALID, EXPIRED, PARTIALLY_PAID, PAID, REPORTED.</param>
/// <param name="Installments">Amount and accounts by notice number, as one text each.</param>
internal sealed record ArchivedPosition(string Status, IReadOnlyDictionary<string, string> Installments)
{
    public bool IsPublished => Status is "PUBLISHED" or "VALID";
    public bool IsOpen => IsPublished || Status == "DRAFT";
    public bool IsPaid => Status is "PAID" or "REPORTED";
    public bool IsPaidInPart => Status == "PARTIALLY_PAID";

    /// <summary>True when a payer would pay the same there.</summary>
    public bool HasContentOf(ArchivePosition position) =>
        position.PaymentOption.Count == Installments.Count
        && position.PaymentOption.All(option => Installments.GetValueOrDefault(option.Nav) == TextOf(option));

    /// <summary>Null when the bytes are no position.</summary>
    public static ArchivedPosition? Parse(byte[]? json)
    {
        try
        {
            using var parsed = JsonDocument.Parse(json ?? []);
            return new ArchivedPosition(
                parsed.RootElement.GetProperty("status").GetString() ?? "",
                parsed
                    .RootElement.GetProperty("paymentOption")
                    .EnumerateArray()
                    .ToDictionary(option => option.GetProperty("nav").GetString() ?? "", TextOf, StringComparer.Ordinal)
            );
        }
        catch (Exception failure)
            when (failure is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            // Another type, a missing member, a part of a number, or a notice number that comes twice.
            return null;
        }
    }

    private static string TextOf(ArchiveOption option) =>
        Joined(option.Amount, option.Transfer.Select(transfer => (transfer.Amount, (string?)transfer.Iban)));

    private static string TextOf(JsonElement option) =>
        Joined(
            option.GetProperty("amount").GetInt64(),
            option
                .GetProperty("transfer")
                .EnumerateArray()
                .Select(transfer =>
                    (transfer.GetProperty("amount").GetInt64(), transfer.TryGetProperty("iban", out var iban) ? iban.GetString() : null)
                )
        );

    private static string Joined(long amount, IEnumerable<(long Amount, string? Iban)> transfers) =>
        string.Create(CultureInfo.InvariantCulture, $"{amount}={string.Join('+', transfers.Order())}");
}
