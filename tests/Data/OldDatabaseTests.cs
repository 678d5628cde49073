using System.Data.Common;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Data;

/// <summary>What a database of an earlier schema holds is still there, and right, after the steps that follow.</summary>
public class OldDatabaseTests
{
    [OnEachDatabase]
    public async Task Words_are_no_longer_checked_and_numbers_still_are(Engine engine)
    {
        await using var database = new TestDatabase(engine);
        await OldDatabase.Make(database);
        var db = await database.Migrated();

        Assert.Equal(1, await Change("UPDATE RevenueTypes SET Category = 'new-word'"));
        Assert.Equal(1, await Change("UPDATE PaymentDocuments SET DebtorKind = 'X'"));
        Assert.Equal(1, await Change("UPDATE CoObligors SET Kind = 'X'"));
        Assert.Equal(2, await Change("UPDATE PaymentOptions SET Kind = 'a-word-of-20-letters'"));
        Assert.Equal(2, await Change("UPDATE Payments SET Outcome = 'a-word-of-20-letters'"));
        Assert.Equal(2, await Change("UPDATE Receipts SET State = 'a-word-of-20-letters'"));
        Assert.Equal(1, await Change("UPDATE WebhookDeliveries SET State = 'new-word'"));
        Assert.Equal(1, await Change("UPDATE BulkLoads SET Format = 'new-word', Mode = 'new-word', Action = 'a-word-of-20-letters'"));
        Assert.Equal(6, await Change("UPDATE Movements SET Kind = 'a-word-of-20-letters'"));
        await Assert.ThrowsAnyAsync<DbException>(() => Change("UPDATE Payments SET AmountCents = 0"));
        await Assert.ThrowsAnyAsync<DbException>(() => Change("UPDATE PaymentOptions SET ReductionCents = -1"));
        await Assert.ThrowsAnyAsync<DbException>(() => Change("UPDATE RevenueTypes SET RetentionYears = 0"));
        if (engine == Engine.Sqlite)
        {
            Assert.Equal(["ok"], await Rows<string>("PRAGMA integrity_check"));
            Assert.Empty(await Rows<object>("PRAGMA foreign_key_check"));
        }

        await db.Dialect.DisposeAsync();

        Task<int> Change(string statement) => db.Transact(sql => sql.Execute(statement), CancellationToken.None);
        Task<IReadOnlyList<T>> Rows<T>(string query) => db.Read(sql => sql.Rows<T>(query), CancellationToken.None);
    }
}
