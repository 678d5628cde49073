using System.Globalization;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.Http;

/// <summary>One page of a list, as it was asked for.</summary>
/// <param name="FilterKey">The list and its filters: a cursor is good for no other.</param>
/// <param name="After">The last row already given; null to start from the beginning.</param>
/// <param name="Size">How many rows the page may hold.</param>
internal sealed record Paging(string FilterKey, string? After, int Size)
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 200;

    /// <summary>How many rows to read: one more than the page holds tells whether another page follows.</summary>
    public int RowsToRead => Size + 1;

    /// <summary>The number of the last row already given, in lists that count their rows; 0 to start from the beginning.</summary>
    /// <exception cref="Refusal"><see cref="Codes.InvalidCursor"/> when the cursor holds no such number.</exception>
    public long NumberAfter =>
        After is null ? 0
        : long.TryParse(After, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw Cursor.Unknown();

    /// <summary>Checks what a caller asks for.</summary>
    /// <exception cref="Refusal">A limit outside 1..<see cref="MaxLimit"/>, or a cursor that is malformed or made for other filters.</exception>
    public static Paging Of(string filterKey, int? limit, string? cursor)
    {
        var validation = new Validation();
        validation.Require(limit is null or (>= 1 and <= MaxLimit), "/limit", "out-of-range", $"Serve un numero da 1 a {MaxLimit}.");
        validation.ThrowIfAny();
        return new Paging(filterKey, Cursor.Decode(cursor, filterKey), limit ?? DefaultLimit);
    }

    /// <summary>The page out of the rows read, and the cursor of the next one when there is one.</summary>
    public (IReadOnlyList<T> Items, string? NextCursor) Cut<T>(IReadOnlyList<T> rows, Func<T, string> idOf) =>
        rows.Count <= Size ? (rows, null) : ([.. rows.Take(Size)], CursorAt(idOf(rows[Size - 1])));

    /// <summary>The cursor that goes on behind a row.</summary>
    public string CursorAt(string lastId) => Cursor.Encode(FilterKey, lastId);
}
