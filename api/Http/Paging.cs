using System.Globalization;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.Http;

/// <summary>One requested page of a list.</summary>
/// <param name="FilterKey">Identifies the list and its filters; a cursor is valid for no other.</param>
/// <param name="After">The last row returned; null to start from the beginning.</param>
/// <param name="Size">The maximum number of rows in the page.</param>
internal sealed record Paging(string FilterKey, string? After, int Size)
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 200;

    /// <summary>How long a list may wait for its first row, in seconds.</summary>
    public const int MaxWaitSeconds = 20;

    /// <summary>One row more than the page holds, to know whether another page follows.</summary>
    public int RowsToRead => Size + 1;

    /// <summary>The last row number returned, for lists that number their rows; 0 to start from the beginning.</summary>
    /// <exception cref="Refusal"><see cref="Codes.InvalidCursor"/>: the cursor contains no number.</exception>
    public long NumberAfter =>
        After is null ? 0
        : long.TryParse(After, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw Cursor.Unknown();

    /// <summary>Validates the requested page.</summary>
    /// <exception cref="Refusal">The limit is outside 1..<see cref="MaxLimit"/>, or the cursor is malformed or belongs to other filters.</exception>
    public static Paging Of(string filterKey, int? limit, string? cursor)
    {
        var validation = new Validation();
        validation.Require(limit is null or (>= 1 and <= MaxLimit), "/limit", "out-of-range", $"Serve un numero da 1 a {MaxLimit}.");
        validation.ThrowIfAny();
        return new Paging(filterKey, Cursor.Decode(cursor, filterKey), limit ?? DefaultLimit);
    }

    /// <summary>Cuts the rows to a page; returns the cursor of the next page, if any.</summary>
    public (IReadOnlyList<T> Items, string? NextCursor) Cut<T>(IReadOnlyList<T> rows, Func<T, string> idOf) =>
        rows.Count <= Size ? (rows, null) : ([.. rows.Take(Size)], CursorAt(idOf(rows[Size - 1])));

    /// <summary>The cursor of the rows after this one.</summary>
    public string CursorAt(string lastId) => Cursor.Encode(FilterKey, lastId);
}
