using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Data.Rows;
using Lecce.Riscossione.Migrations;
using Lecce.Riscossione.Tests.Host;
using NodaTime;

namespace Lecce.Riscossione.Tests.Data;

/// <summary>Bulk inserts and updates have the same result as single statements, on either engine.</summary>
public sealed class BulkInsertTests : IAsyncLifetime
{
    private static readonly Instant Moment = Instant.FromUtc(2026, 11, 23, 11, 0) + Duration.FromNanoseconds(123_456_000);

    private static readonly BulkTable<Carried> Table = new BulkTable<Carried>("Carried")
        .Code("Code", row => row.Code)
        .Number("Cents", row => row.Cents)
        .Number("Count", row => row.Count)
        .Text("Text", row => row.Text)
        .Flag("Flag", row => row.Flag)
        .Moment("At", row => row.At)
        .Day("Day", row => row.Day)
        .Bytes("Hash", row => row.Hash);

    private static readonly BulkTable<Carried> Changes = new BulkTable<Carried>("Carried")
        .Code("Code", row => row.Code)
        .Number("Cents", row => row.Cents - 1)
        .Key()
        .Number("Cents", row => row.Cents)
        .Number("Count", row => row.Count)
        .Text("Text", row => row.Text)
        .Flag("Flag", row => row.Flag)
        .Moment("At", row => row.At)
        .Day("Day", row => row.Day)
        .Bytes("Hash", row => row.Hash);

    private readonly TestDatabase database = new();
    private Dialect dialect = null!;
    private Db db = null!;

    public async Task InitializeAsync()
    {
        DapperTypes.Register();
        dialect = database.Empty();
        await using (await dialect.BeginSetup(CancellationToken.None)) { }

        db = new Db(dialect);
        var columns = new ColumnTypes(dialect.IsSqlServer).Apply(
            """
            Code {code:20} NOT NULL PRIMARY KEY, Cents {cents} NOT NULL, Count {int} NULL, Text {text:100} NULL, Flag {flag} NOT NULL,
            At {instant} NULL, Day {date} NULL, Hash {hash} NULL
            """
        );
        await db.Transact(sql => sql.Execute($"CREATE TABLE Carried ({columns})"), CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await dialect.DisposeAsync();
        await database.DisposeAsync();
    }

    [Theory]
    [InlineData(2)]
    [InlineData(1_500)]
    public async Task Every_kind_of_value_is_read_as_written(int count)
    {
        var rows = Enumerable.Range(1, count).Select(Row).ToList();

        await Insert(rows);

        Assert.Equivalent(rows, await Stored(), strict: true);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(700)]
    public async Task A_unique_violation_undoes_every_row(int count)
    {
        await Assert.ThrowsAsync<UniqueViolation>(() => Insert([.. Enumerable.Range(1, count).Select(Row), Row(2)]));

        Assert.Empty(await Stored());
    }

    [Fact]
    public async Task The_same_statement_serves_again_after_a_row_was_refused()
    {
        await Assert.ThrowsAsync<UniqueViolation>(() => Insert([Row(1), Row(1)]));

        await Insert([Row(1)]);

        Assert.Single(await Stored());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(1_500)]
    public async Task Rows_found_by_their_key_are_changed_and_counted_and_the_others_stay(int count)
    {
        var rows = Enumerable.Range(1, count).Select(Row).ToList();
        await Insert(rows);
        // Each row takes the values of the row two places later, which omits the same values; the first row is not found by its former
        // cents.
        var changes = rows.Skip(1).Select(row => Row((int)row.Cents + 2) with { Code = row.Code, Cents = row.Cents + 1 }).ToList();
        changes.Add(rows[0] with { Cents = 1_000_000, Text = "mai scritto" });

        var changed = await db.Transact(sql => sql.Update(Changes, changes), CancellationToken.None);

        Assert.Equal(count - 1, changed);
        Assert.Equivalent((Carried[])[rows[0], .. changes.SkipLast(1)], await Stored(), strict: true);
    }

    [Fact]
    public void Bulk_copy_reads_rows_under_their_column_names()
    {
        using var reader = new BulkReader<Carried>(Table, [Row(1), Row(2)]);

        Assert.Equal(Table.Columns.Select(column => column.Name), Enumerable.Range(0, reader.FieldCount).Select(reader.GetName));
        Assert.True(reader.Read());
        Assert.Equal((1L, DBNull.Value), (reader["Cents"], reader["Text"]));
        Assert.True(reader.Read());
        Assert.Equal((2L, "Niccolò d’Enghien 漢"), (reader["Cents"], reader["Text"]));
        Assert.Equal(Moment.ToDateTimeUtc(), reader["At"]);
        Assert.False(reader.Read());
    }

    /// <summary>Odd rows omit optional values.</summary>
    private static Carried Row(int number) =>
        int.IsOddInteger(number)
            ? new Carried { Code = $"C{number:D6}", Cents = number }
            : new Carried
            {
                Code = $"C{number:D6}",
                Cents = number,
                Count = number,
                Text = "Niccolò d’Enghien 漢",
                Flag = true,
                At = Moment + Duration.FromMilliseconds(number - 2),
                Day = new LocalDate(2024, 2, 29).PlusDays(number),
                Hash = [.. Enumerable.Range(0, 32).Select(value => (byte)(value + number))],
            };

    private Task Insert(IReadOnlyList<Carried> rows) => db.Transact(sql => sql.Insert(Table, rows), CancellationToken.None);

    private Task<IReadOnlyList<Carried>> Stored() =>
        db.Read(sql => sql.Rows<Carried>("SELECT * FROM Carried ORDER BY Code"), CancellationToken.None);

    private sealed record Carried
    {
        public string Code { get; init; } = "";
        public long Cents { get; init; }
        public int? Count { get; init; }
        public string? Text { get; init; }
        public bool Flag { get; init; }
        public Instant? At { get; init; }
        public LocalDate? Day { get; init; }
        public byte[]? Hash { get; init; }
    }
}
