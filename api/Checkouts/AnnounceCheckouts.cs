using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Webhooks;
using NodaTime;

namespace Lecce.Riscossione.Api.Checkouts;

/// <summary>
/// Announces checkouts that the ledger shows as paid, and those that stay unpaid half an hour after their cart. Each run looks at the carts of the
/// last hour; every ten minutes a run looks at those of ninety days, for receipts that come late.
/// </summary>
internal sealed class AnnounceCheckouts(Db db, IClock clock)
{
    private static readonly Duration Recent = Duration.FromHours(1);
    private static readonly Duration Late = Duration.FromDays(90);
    private static readonly Duration BetweenLateRuns = Duration.FromMinutes(10);
    private Instant lastLateRun = Instant.MinValue;

    /// <summary>Announces what is due; returns how many checkouts these were.</summary>
    public async Task<int> Run(CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        var isLateRun = lastLateRun == Instant.MinValue || now - lastLateRun >= BetweenLateRuns;
        var due = await db.Read(sql => FindDue(sql, now, now - (isLateRun ? Late : Recent)), cancellation);
        foreach (var id in due)
        {
            await db.Transact(sql => Announce(sql, id), cancellation);
        }

        lastLateRun = isLateRun ? now : lastLateRun;
        return due.Count;
    }

    private static Task<IReadOnlyList<Id>> FindDue(Sql sql, Instant now, Instant since) =>
        sql.Rows<Id>(
            """
            SELECT c.Id
              FROM Checkouts c
             INNER JOIN CheckoutNotices n ON n.CheckoutId = c.Id
             INNER JOIN Installments i    ON i.OrganizationFiscalCode = n.OrganizationFiscalCode AND i.NoticeNumber = n.NoticeNumber
             WHERE c.PaidAnnouncedAt IS NULL
               AND c.ExpiresAt > @since
             GROUP BY c.Id, c.UnpaidAnnouncedAt, c.ExpiresAt
            HAVING COUNT(i.PaidAt) = COUNT(*)
                OR (c.UnpaidAnnouncedAt IS NULL AND c.ExpiresAt <= @closed)
             ORDER BY c.Id
            """,
            new { since, closed = now - CheckoutStatus.ActivationLife }
        );

    /// <summary>Looks again in the transaction of the event: the ledger may have changed, or another instance been here.</summary>
    private async Task Announce(Sql sql, Id id)
    {
        var now = clock.GetCurrentInstant();
        if (await CheckoutRow.Find(sql, id, caller: null) is not { } row)
        {
            return;
        }

        var status = Checkout.Of(row, await LedgerRow.Of(sql, id), now).Status;
        var isPaid = status == CheckoutStatus.Paid;
        if ((isPaid || now >= row.ExpiresAt + CheckoutStatus.ActivationLife) && await Mark(sql, id, isPaid, now))
        {
            var announced = isPaid ? Of(row, Paid(row), now) : Of(row, Unpaid(row, status), now);
            await Outbox.Append(sql, announced with { RevenueTypes = await RevenueTypesOf(sql, id) });
        }
    }

    private static async Task<bool> Mark(Sql sql, Id id, bool isPaid, Instant now) =>
        await sql.Execute(
            $"""
            UPDATE Checkouts
               SET {(isPaid ? "PaidAnnouncedAt" : "UnpaidAnnouncedAt")} = @now
             WHERE Id = @id
               AND PaidAnnouncedAt IS NULL
               AND {(isPaid ? "1 = 1" : "UnpaidAnnouncedAt IS NULL")}
            """,
            new { id, now }
        ) == 1;

    private static Task<IReadOnlyList<string>> RevenueTypesOf(Sql sql, Id id) =>
        sql.Rows<string>(
            """
            SELECT DISTINCT t.Code
              FROM CheckoutNotices n
             INNER JOIN Installments i ON i.OrganizationFiscalCode = n.OrganizationFiscalCode AND i.NoticeNumber = n.NoticeNumber
             INNER JOIN DebtItems d    ON d.DocumentId = i.DocumentId
             INNER JOIN RevenueTypes t ON t.Id = d.RevenueTypeId
             WHERE n.CheckoutId = @id
             ORDER BY t.Code
            """,
            new { id }
        );

    private static OutboxEvent Of<T>(CheckoutRow row, T what, Instant now)
        where T : IWebhookEvent => OutboxEvent.Of(row.OrganizationFiscalCode, row.DepartmentId, what, now);

    private static CheckoutPaid Paid(CheckoutRow row) =>
        new()
        {
            CheckoutId = row.Id.Value,
            ExternalId = row.ExternalId,
            Status = CheckoutStatus.Paid,
        };

    private static CheckoutUnpaid Unpaid(CheckoutRow row, string status) =>
        new()
        {
            CheckoutId = row.Id.Value,
            ExternalId = row.ExternalId,
            Status = status == CheckoutStatus.PartlyPaid ? status : CheckoutStatus.Unpaid,
        };
}
