using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Data.Rows;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.BulkLoads;

/// <summary>
/// The documents of a CSV load whose rows are not consecutive. They are refused whole, so that none is issued with part of its rows;
/// <see cref="FindScatteredKeys"/> finds them before the first document is stored.
/// </summary>
internal sealed class ScatteredKeys(IReadOnlyList<ScatteredKeyRow> rows)
{
    public static readonly ScatteredKeys None = new([]);

    private readonly Dictionary<string, ScatteredKeyRow> byKey = rows.ToDictionary(row => row.ExternalId, StringComparer.Ordinal);

    /// <summary>Refuses a unit whose document has rows elsewhere.</summary>
    public void Refuse(LoadUnit unit)
    {
        if (unit.Key is { } key && byKey.TryGetValue(key, out var row))
        {
            unit.Refusal ??=
                row.Reason == ScatteredKeyRow.Apart
                    ? new Refusal(
                        Codes.RowsNotTogether,
                        $"Le righe con questo externalId non sono consecutive (riprendono alla riga {row.Line}): ordinare il file per externalId e inviarlo di nuovo."
                    )
                    : new Refusal(
                        Codes.RowsNotTogether,
                        $"La riga {row.Line}, accanto a quelle di questo documento, non ha un externalId leggibile e può appartenergli: correggerla e inviare di nuovo il documento."
                    );
        }
    }

    /// <summary>The scattered documents of a load.</summary>
    public static async Task<ScatteredKeys> Of(Sql sql, Id loadId) =>
        new(
            await sql.Rows<ScatteredKeyRow>(
                "SELECT ExternalId, Line, Reason FROM BulkLoadScatteredKeys WHERE LoadId = @loadId",
                new { loadId }
            )
        );
}

/// <summary>One document whose rows are not together.</summary>
internal sealed record ScatteredKeyRow
{
    /// <summary>There are other rows between its rows.</summary>
    public const string Apart = "apart";

    /// <summary>A row whose key cannot be read is next to its rows.</summary>
    public const string BesideUnknown = "beside-unknown";

    public Id LoadId { get; init; }
    public string ExternalId { get; init; } = "";

    /// <summary>First line of the later group of rows, or of the row whose key cannot be read.</summary>
    public long Line { get; init; }
    public string Reason { get; init; } = "";

    public static readonly BulkTable<ScatteredKeyRow> Table = new BulkTable<ScatteredKeyRow>("BulkLoadScatteredKeys")
        .Code("LoadId", row => row.LoadId)
        .Code("ExternalId", row => row.ExternalId)
        .Number("Line", row => row.Line)
        .Code("Reason", row => row.Reason);
}
