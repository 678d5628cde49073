using System.Data.Common;
using Lecce.Riscossione.Api.Channels.PagoPa;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Lecce.Riscossione.Api.Payments;
using Lecce.Riscossione.Tests.Host;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lecce.Riscossione.Tests.Data;

/// <summary>What a database of an earlier schema holds is still there, and right, after the steps that follow.</summary>
public class OldDatabaseTests
{
    [OnEachDatabase]
    public async Task What_payments_paid_is_in_lines_and_options_name_the_payment_that_closed_them(Engine engine)
    {
        await using var database = new TestDatabase(engine);
        await OldDatabase.Make(database);
        var db = await database.Migrated();

        var lines = await db.Read(
            sql => sql.Rows<PaymentApplicationRow>("SELECT * FROM PaymentApplications ORDER BY PaymentId, Ordinal"),
            CancellationToken.None
        );
        var payments = await db.Read(
            sql => sql.Rows<PaymentRow>($"SELECT {PaymentRow.Columns} FROM Payments p ORDER BY p.Id"),
            CancellationToken.None
        );
        var options = await db.Read(sql => sql.Rows<OptionRow>("SELECT * FROM PaymentOptions ORDER BY Ordinal"), CancellationToken.None);
        var movements = await db.Read(sql => sql.Rows<MovementRow>("SELECT * FROM Movements ORDER BY Ordinal"), CancellationToken.None);
        await db.Dialect.DisposeAsync();

        Assert.Equal(
            [(1, 2, 5_000L, "apply"), (2, 3, 5_000L, "apply")],
            lines.Select(line => (line.Ordinal, line.InstallmentOrdinal, line.Cents, line.Kind))
        );
        Assert.All(
            lines,
            line =>
                Assert.Equal(
                    (OldDatabase.Payment, OldDatabase.Document, OldDatabase.PaidOn),
                    (line.PaymentId, line.DocumentId, line.ValueOn)
                )
        );
        Assert.Equal([(OldDatabase.Payment, 10_000L), (OldDatabase.Duplicate, 0L)], payments.Select(one => (one.Id, one.AppliedCents)));
        Assert.Equal([OldDatabase.Payment, null], options.Select(option => option.ClosedByPaymentId));
        Assert.All(movements, line => Assert.Equal(line.PaymentId is null ? OldDatabase.ChargedOn : OldDatabase.PaidOn, line.EffectiveOn));
    }

    [OnEachDatabase]
    public async Task The_transfers_of_stored_receipts_are_read_from_their_bytes_once(Engine engine)
    {
        await using var database = new TestDatabase(engine);
        await OldDatabase.Make(database);
        var db = await database.Migrated();
        var fill = new FillReceiptTransfers(db, NullLogger<FillReceiptTransfers>.Instance);

        var filled = (await fill.Fill(CancellationToken.None), await fill.Fill(CancellationToken.None));
        var transfers = await db.Read(
            sql => sql.Rows<ReceiptTransferRow>("SELECT * FROM ReceiptTransfers ORDER BY ReceiptId, Ordinal"),
            CancellationToken.None
        );
        var counts = await db.Read(sql => sql.Rows<int?>("SELECT TransferCount FROM Receipts ORDER BY Id"), CancellationToken.None);
        await db.Dialect.DisposeAsync();

        Assert.Equal((3, 0), filled);
        Assert.Equal([2, 1, 0], counts);
        var first = new ReceiptTransferRow
        {
            ReceiptId = OldDatabase.Receipt,
            Ordinal = 1,
            Number = 1,
            AmountCents = 6_000,
            BeneficiaryFiscalCode = "80008510754",
            Iban = "IT60X0542811101000000123456",
            Remittance = "/RFB/01000000012345678/60.00",
            Category = "9/0101101IM/",
        };
        Assert.Equal([first, first with { Ordinal = 2, Iban = null }, first with { ReceiptId = OldDatabase.FailedReceipt }], transfers);
    }

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
        Assert.Equal(3, await Change("UPDATE Receipts SET State = 'a-word-of-20-letters'"));
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
