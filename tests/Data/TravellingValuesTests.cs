using System.Data;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Migrations;
using Lecce.Riscossione.Tests.Host;
using Microsoft.Data.SqlClient;
using NodaTime;

namespace Lecce.Riscossione.Tests.Data;

public class TravellingValuesTests
{
    public TravellingValuesTests() => DapperTypes.Register();

    [Theory]
    [InlineData("counter", SqlDbType.VarChar)]
    [InlineData("", SqlDbType.VarChar)]
    [InlineData("Niccolò", SqlDbType.NVarChar)]
    public void A_text_of_ascii_travels_to_sql_server_as_varchar_so_that_codes_find_their_index(string text, SqlDbType type)
    {
        var parameter = new SqlParameter();

        new DapperTypes.TextHandler().SetValue(parameter, text);

        Assert.Equal((type, 4000, text), (parameter.SqlDbType, parameter.Size, (string)parameter.Value));
    }

    [Fact]
    public void A_long_text_is_not_cut()
    {
        var parameter = new SqlParameter();

        new DapperTypes.TextHandler().SetValue(parameter, new string('x', 10_000));

        Assert.Equal(-1, parameter.Size);
    }

    [OnEachDatabase]
    public async Task Values_are_read_as_written_to_the_microsecond_and_letter(Engine engine)
    {
        await using var database = new TestDatabase(engine);
        await using var dialect = database.Empty();
        await using (await dialect.BeginSetup(CancellationToken.None)) { }

        var db = new Db(dialect);
        var row = new Travelled
        {
            At = Instant.FromUtc(2026, 11, 23, 11, 0) + Duration.FromNanoseconds(123_456_000),
            Day = new LocalDate(2024, 2, 29),
            Hash = [.. Enumerable.Range(0, 32).Select(value => (byte)value)],
            Text = "Niccolò d’Enghien 漢",
            Flag = true,
            Cents = 99_999_999_999,
        };
        var columns = new ColumnTypes(dialect.IsSqlServer).Apply(
            """
            At {instant} NOT NULL, Later {instant} NULL, Day {date} NOT NULL, Hash {hash} NOT NULL, Text {text:100} NOT NULL,
            Code {code:20} NULL, Flag {flag} NOT NULL, Cents {cents} NOT NULL
            """
        );
        await db.Transact(
            async sql =>
            {
                await sql.Execute($"CREATE TABLE Travelled ({columns})");
                await sql.Execute("INSERT INTO Travelled VALUES (@At, @Later, @Day, @Hash, @Text, @Code, @Flag, @Cents)", row);
            },
            CancellationToken.None
        );

        var read = await db.Read(sql => sql.Row<Travelled>("SELECT * FROM Travelled WHERE Text = @Text", row), CancellationToken.None);

        Assert.Equivalent(row, read, strict: true);
    }

    [Fact]
    public void The_program_s_clock_has_the_precision_of_the_databases()
    {
        var exact = Instant.FromUtc(2026, 11, 23, 11, 0) + Duration.FromNanoseconds(123_456_789);

        Assert.Equal(exact - Duration.FromNanoseconds(789), StoredClock.Kept(exact));
    }

    private sealed record Travelled
    {
        public Instant At { get; init; }
        public Instant? Later { get; init; }
        public LocalDate Day { get; init; }
        public byte[] Hash { get; init; } = [];
        public string Text { get; init; } = "";
        public string? Code { get; init; }
        public bool Flag { get; init; }
        public long Cents { get; init; }
    }
}
