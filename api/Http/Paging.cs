using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.Http;

/// <summary>How many rows a page of a list holds.</summary>
internal static class Paging
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 200;

    /// <summary>The limit to apply.</summary>
    /// <exception cref="Refusal">Outside 1..<see cref="MaxLimit"/>.</exception>
    public static int Limit(int? limit)
    {
        var validation = new Validation();
        validation.Require(limit is null or (>= 1 and <= MaxLimit), "/limit", "out-of-range", $"Serve un numero da 1 a {MaxLimit}.");
        validation.ThrowIfAny();
        return limit ?? DefaultLimit;
    }

    /// <summary>
    /// Splits the rows of a query that asked for one row more than the limit: the page, and the cursor of the next one when that row came.
    /// </summary>
    public static (IReadOnlyList<T> Items, string? NextCursor) Page<T>(
        IReadOnlyList<T> rows,
        int limit,
        string filterKey,
        Func<T, string> idOf
    ) => rows.Count <= limit ? (rows, null) : ([.. rows.Take(limit)], Cursor.Encode(filterKey, idOf(rows[limit - 1])));
}
