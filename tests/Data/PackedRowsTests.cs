using Lecce.Riscossione.Api.Data;
using NodaTime;

namespace Lecce.Riscossione.Tests.Data;

/// <summary>Rows that were packed give the values that they were packed with.</summary>
public sealed class PackedRowsTests
{
    private static readonly BulkTable<Everything> Table = new BulkTable<Everything>("Everything")
        .Code("Code", row => row.Code)
        .Text("Text", row => row.Text)
        .Number("Number", row => row.Number)
        .Flag("Flag", row => row.Flag)
        .Moment("At", row => row.At)
        .Day("Day", row => row.Day)
        .Bytes("Hash", row => row.Hash);

    [Fact]
    public void Every_value_comes_out_as_it_went_in()
    {
        Everything[] rows =
        [
            new(
                "A",
                "Niccolò d’Enghien 漢",
                99_999_999_999,
                true,
                Instant.FromUtc(2026, 11, 23, 11, 0).PlusNanoseconds(123_456_789),
                new(2024, 2, 29),
                [1, 0, 255]
            ),
            new("", "", long.MinValue, false, Instant.FromUtc(1905, 1, 1, 0, 0).PlusNanoseconds(1), new(1, 1, 1), []),
            new(null, null, null, false, null, null, null),
            new("Z", new string('x', 200_000), 0, true, Instant.MaxValue, new(9999, 12, 31), new byte[100_000]),
        ];
        var packed = Packed(rows, out var places);

        Assert.Equal(rows.SelectMany(Values), Values(Table.Packed(), packed));
        Assert.Equal([0, 1, 2, 3], places);
    }

    [Fact]
    public void Rows_that_were_forgotten_make_room_for_others()
    {
        var rows = new PackedRows();
        rows.Add(0, Table, new Everything("first", null, 1, true, null, null, null));
        rows.Clear();

        rows.Add(0, Table, new Everything("2", "second", 2, false, null, null, null));

        Assert.Equal(
            ["2", "second", 2L, false, null, null, null],
            Values(Table.Packed(), [.. rows.Between(0, rows.End).Select(one => one.Row)])
        );
    }

    private static IReadOnlyList<PackedRow> Packed(IReadOnlyList<Everything> rows, out IReadOnlyList<int> places)
    {
        var packed = new PackedRows();
        for (var place = 0; place < rows.Count; place++)
        {
            packed.Add(place, Table, rows[place]);
        }

        var found = packed.Between(0, packed.End).ToList();
        places = [.. found.Select(one => one.Place)];
        return [.. found.Select(one => one.Row)];
    }

    private static IEnumerable<object?> Values(Everything row) => Values(Table, [row]);

    private static IReadOnlyList<object?> Values<T>(BulkTable<T> table, IReadOnlyList<T> rows)
    {
        var values = new Kept();
        foreach (var row in rows)
        {
            table.Write(row, values);
        }

        return values.All;
    }

    private sealed record Everything(string? Code, string? Text, long? Number, bool Flag, Instant? At, LocalDate? Day, byte[]? Hash);

    private sealed class Kept : IBulkValues
    {
        public List<object?> All { get; } = [];

        public void Text(string? value) => All.Add(value);

        public void Utf8(ReadOnlySpan<byte> value) => All.Add(System.Text.Encoding.UTF8.GetString(value));

        public void Number(long? value) => All.Add(value);

        public void Flag(bool value) => All.Add(value);

        public void Moment(Instant? value) => All.Add(value);

        public void Day(LocalDate? value) => All.Add(value);

        public void Bytes(byte[]? value) => All.Add(value is null ? null : Convert.ToHexString(value));
    }
}
