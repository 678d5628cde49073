using System.Data.Common;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Data.SqlServer;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Data;

/// <summary>A server that refuses connections: callers get 503 with Retry-After, for every error number.</summary>
public class RefusedConnectionTests
{
    [Theory]
    [InlineData(596)]
    [InlineData(921)]
    [InlineData(922)]
    [InlineData(952)]
    [InlineData(976)]
    [InlineData(983)]
    [InlineData(3906)]
    [InlineData(17187)]
    [InlineData(17188)]
    [InlineData(17189)]
    [InlineData(18401)]
    [InlineData(18456)]
    [InlineData(50_000)]
    public async Task A_failed_connection_is_an_outage(int number)
    {
        using var server = new RefusingSqlServer(number, atLogIn: true);
        await using var dialect = new SqlServerDialect(server.ConnectionString);
        var db = new Db(dialect);

        Exception[] failures =
        [
            await Assert.ThrowsAnyAsync<DbException>(() => db.Read(sql => sql.Value<int>("SELECT 1"), CancellationToken.None)),
            await Assert.ThrowsAnyAsync<DbException>(() => db.Snapshot(sql => sql.Value<int>("SELECT 1"), CancellationToken.None)),
            await Assert.ThrowsAnyAsync<DbException>(() => db.Transact(sql => sql.Value<int>("SELECT 1"), CancellationToken.None)),
        ];

        Assert.All(failures, failure => Assert.True(dialect.IsOutage(failure), failure.ToString()));
        Assert.True(server.LogIns >= failures.Length, "The stand-in was not asked.");
    }

    [Theory]
    [InlineData(596)]
    [InlineData(921)]
    [InlineData(922)]
    [InlineData(952)]
    [InlineData(976)]
    [InlineData(983)]
    [InlineData(3906)]
    [InlineData(9002)]
    [InlineData(1105)]
    public async Task A_database_that_moves_or_turns_read_only_is_an_outage(int number)
    {
        using var server = new RefusingSqlServer(number, atLogIn: false);
        await using var dialect = new SqlServerDialect(server.ConnectionString);
        var db = new Db(dialect);

        var failure = await Assert.ThrowsAnyAsync<Exception>(() =>
            db.Transact(sql => sql.Execute("DELETE FROM Leases"), CancellationToken.None)
        );

        Assert.True(dialect.IsOutage(failure), failure.ToString());
    }

    [Fact]
    public async Task A_faulty_statement_is_no_outage()
    {
        using var server = new RefusingSqlServer(207, atLogIn: false);
        await using var dialect = new SqlServerDialect(server.ConnectionString);

        var failure = await Assert.ThrowsAnyAsync<DbException>(() =>
            new Db(dialect).Read(sql => sql.Value<int>("SELECT nothing"), CancellationToken.None)
        );

        Assert.False(dialect.IsOutage(failure));
    }
}
