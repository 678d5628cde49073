using System.Text;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Data;

/// <summary>Texts and bytes that span several network packets.</summary>
public sealed class LargeValuesTests
{
    private const int Rows = 300;
    private const int Readers = 4;
    private const int MaxSize = 60_000;

    [OnEachDatabase]
    public async Task Rows_of_large_values_come_whole_to_several_readers_at_once(Engine engine)
    {
        await using var database = new TestDatabase(engine);
        var db = await database.Migrated();
        await using var dialect = db.Dialect;
        await db.Transact(
            sql =>
                sql.Execute(
                    sql.Dialect.IsSqlServer
                        ? "CREATE TABLE LargeValues (Number int NOT NULL PRIMARY KEY, Words nvarchar(max) NOT NULL, Content varbinary(max) NOT NULL)"
                        : "CREATE TABLE LargeValues (Number INTEGER NOT NULL PRIMARY KEY, Words TEXT NOT NULL, Content BLOB NOT NULL)"
                ),
            CancellationToken.None
        );
        await db.Transact(
            sql =>
                sql.Execute(
                    "INSERT INTO LargeValues (Number, Words, Content) VALUES (@Number, @Words, @Content)",
                    Enumerable.Range(0, Rows).Select(Make)
                ),
            CancellationToken.None
        );

        await Task.WhenAll(Enumerable.Range(0, Readers).Select(_ => Task.Run(() => ReadAll(db))));
    }

    private static async Task ReadAll(Db db)
    {
        var rows = await db.Read(sql => sql.Rows<LargeValue>("SELECT * FROM LargeValues ORDER BY Number"), CancellationToken.None);
        Assert.Equal(Rows, rows.Count);
        Assert.All(
            rows,
            row =>
            {
                var expected = Make(row.Number);
                Assert.Equal(expected.Words, row.Words);
                Assert.Equal(expected.Content, row.Content);
            }
        );
    }

    /// <summary>Sizes around that of a packet, in an irregular order.</summary>
    private static LargeValue Make(int number)
    {
        var size = number * 7_919 % MaxSize;
        var words = string.Create(
            size / 2,
            number,
            (letters, seed) =>
            {
                for (var at = 0; at < letters.Length; at++)
                {
                    letters[at] = (char)('à' + ((at + seed) % 24));
                }
            }
        );
        return new LargeValue
        {
            Number = number,
            Words = words,
            Content = Encoding.UTF8.GetBytes(words),
        };
    }

    private sealed record LargeValue
    {
        public int Number { get; init; }
        public string Words { get; init; } = "";
        public byte[] Content { get; init; } = [];
    }
}
