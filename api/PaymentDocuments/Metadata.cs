using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Rules;

namespace Lecce.Riscossione.Api.PaymentDocuments;

/// <summary>Coppia di metadati che pagoPA riceve con l'avviso.</summary>
public sealed record MetadataEntry
{
    /// <summary>Chiave, da 1 a 140 caratteri.</summary>
    [MinLength(1), MaxLength(140)]
    public required string Key { get; init; }

    /// <summary>Valore, da 1 a 140 caratteri.</summary>
    [MinLength(1), MaxLength(140)]
    public required string Value { get; init; }
}

/// <summary>The pairs of a document or an item: checked, stored as JSON, and joined for a transfer.</summary>
internal static class Metadata
{
    /// <summary>How many pairs a document or an item may have.</summary>
    public const int MaxPairs = 10;

    /// <summary>How many pairs a transfer may have (paForNode.xsd: ctMetadata).</summary>
    public const int MaxPairsOfTransfer = 15;
    private const int MaxLength = 140;
    private const string TooMany = "metadata-out-of-range";

    /// <summary>Checks pairs; gives them as they are stored, null when there are none.</summary>
    public static string? Checked(IReadOnlyList<MetadataEntry>? pairs, string pointer, Validation validation)
    {
        if (pairs is null or [])
        {
            return null;
        }

        validation.Require(pairs.Count <= MaxPairs, pointer, TooMany, $"Al più {MaxPairs} coppie di metadati.");
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var clean = new List<MetadataEntry>(MaxPairs);
        for (var index = 0; index < Math.Min(pairs.Count, MaxPairs); index++)
        {
            var at = $"{pointer}/{index}";
            var key = validation.Text($"{at}/key", pairs[index].Key, 1, MaxLength);
            clean.Add(new MetadataEntry { Key = key, Value = validation.Text($"{at}/value", pairs[index].Value, 1, MaxLength) });
            validation.Require(keys.Add(key), $"{at}/key", "metadata-key-repeated", "La stessa chiave compare due volte.");
        }

        return StoredJson.Write(clean);
    }

    /// <summary>The pairs that a column holds; null when it is empty.</summary>
    public static IReadOnlyList<MetadataEntry>? Read(string? stored) =>
        stored is null ? null : JsonSerializer.Deserialize<IReadOnlyList<MetadataEntry>>(stored, Json.Options);

    /// <summary>The pairs of several items, in their order, each once; null when they have none.</summary>
    public static IReadOnlyList<MetadataEntry>? Joined(IEnumerable<string?> stored)
    {
        List<MetadataEntry>? joined = null;
        foreach (var pair in stored.SelectMany(one => Read(one) ?? []))
        {
            joined ??= [];
            if (!joined.Contains(pair))
            {
                joined.Add(pair);
            }
        }

        return joined;
    }

    /// <summary>Refuses items that would send more pairs with one transfer than pagoPA takes.</summary>
    public static void CheckTransfers(IEnumerable<Transfer> transfers, Validation validation) =>
        validation.Require(
            transfers.All(transfer => transfer.Metadata is not { Count: > MaxPairsOfTransfer }),
            "/items",
            TooMany,
            $"Le voci di uno stesso accredito hanno insieme più di {MaxPairsOfTransfer} coppie di metadati: pagoPA non ne ammette di più."
        );
}
