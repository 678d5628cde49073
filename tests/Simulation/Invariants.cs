using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Timeline;
using Lecce.Riscossione.Tests.Data;

namespace Lecce.Riscossione.Tests.Simulation;

/// <summary>
/// What must always be true of a database, whatever happened to it: no cent created or lost, no number given twice, no payment counted
/// twice, every event there.
/// </summary>
internal static class Invariants
{
    /// <summary>Each query gives the rows that break its rule.</summary>
    private static readonly (string Rule, string Query)[] Rules =
    [
        (
            "the movements of an item add up to its residual",
            """
            SELECT i.DocumentId
              FROM DebtItems i
             WHERE i.ResidualCents <> (SELECT COALESCE(SUM(m.AmountCents), 0)
                                         FROM Movements m
                                        WHERE m.DocumentId = i.DocumentId
                                          AND m.ItemOrdinal = i.Ordinal)
            """
        ),
        (
            "the charges of an item add up to its amount",
            """
            SELECT i.DocumentId
              FROM DebtItems i
             WHERE i.AmountCents <> (SELECT COALESCE(SUM(m.AmountCents), 0)
                                       FROM Movements m
                                      WHERE m.DocumentId = i.DocumentId
                                        AND m.ItemOrdinal = i.Ordinal
                                        AND m.Kind = 'charge')
            """
        ),
        (
            "the items add up to their document",
            """
            SELECT d.Id
              FROM PaymentDocuments d
             INNER JOIN DebtItems i ON i.DocumentId = d.Id
             GROUP BY d.Id, d.AmountCents, d.ResidualCents
            HAVING d.AmountCents <> SUM(i.AmountCents) OR d.ResidualCents <> SUM(i.ResidualCents)
            """
        ),
        (
            "every option pays the whole document",
            """
            SELECT d.Id
              FROM PaymentDocuments d
             INNER JOIN PaymentOptions o ON o.DocumentId = d.Id
             INNER JOIN Installments i ON i.DocumentId = o.DocumentId AND i.OptionOrdinal = o.Ordinal
             GROUP BY d.Id, d.AmountCents, o.Ordinal, o.AmountCents, o.ReductionCents
            HAVING d.AmountCents <> o.AmountCents + o.ReductionCents OR o.AmountCents <> SUM(i.AmountCents)
            """
        ),
        (
            "the shares of an installment add up to it, and so does what is left of them",
            """
            SELECT i.DocumentId
              FROM Installments i
             INNER JOIN InstallmentAllocations a ON a.DocumentId = i.DocumentId AND a.InstallmentOrdinal = i.Ordinal
             GROUP BY i.DocumentId, i.Ordinal, i.AmountCents, i.ResidualCents
            HAVING i.AmountCents <> SUM(a.AmountCents) OR i.ResidualCents <> SUM(a.ResidualCents)
            """
        ),
        (
            "every installment has shares",
            """
            SELECT i.DocumentId
              FROM Installments i
             WHERE NOT EXISTS (SELECT 1
                                 FROM InstallmentAllocations a
                                WHERE a.DocumentId = i.DocumentId
                                  AND a.InstallmentOrdinal = i.Ordinal)
            """
        ),
        (
            "the shares of an item in a full option add up to it",
            """
            SELECT d.DocumentId
              FROM DebtItems d
             INNER JOIN PaymentOptions o ON o.DocumentId = d.DocumentId AND o.Kind <> 'reduced'
             WHERE d.AmountCents <> (SELECT COALESCE(SUM(a.AmountCents), 0)
                                       FROM InstallmentAllocations a
                                      INNER JOIN Installments i ON i.DocumentId = a.DocumentId AND i.Ordinal = a.InstallmentOrdinal
                                      WHERE a.DocumentId = d.DocumentId
                                        AND a.ItemOrdinal = d.Ordinal
                                        AND i.OptionOrdinal = o.Ordinal)
            """
        ),
        (
            "an installment is paid when nothing of it is left",
            "SELECT DocumentId FROM Installments WHERE (ResidualCents = 0 AND PaidAt IS NULL) OR (ResidualCents > 0 AND PaidAt IS NOT NULL)"
        ),
        (
            "what is applied of a payment to an installment is what its movements took off the debt there",
            """
            SELECT MIN(l.PaymentId)
              FROM (SELECT a.PaymentId, a.DocumentId, a.InstallmentOrdinal, a.Cents FROM PaymentApplications a
                     UNION ALL
                    SELECT m.PaymentId, m.DocumentId, m.InstallmentOrdinal, m.AmountCents FROM Movements m WHERE m.Kind = 'payment') l
             GROUP BY l.PaymentId, l.DocumentId, l.InstallmentOrdinal
            HAVING SUM(l.Cents) <> 0
            """
        ),
        (
            "what is applied of a payment and what is available add up to it",
            """
            SELECT p.Id
              FROM Payments p
             INNER JOIN PaymentApplications a ON a.PaymentId = p.Id
             GROUP BY p.Id, p.AmountCents
            HAVING SUM(a.Cents) < 0 OR SUM(a.Cents) > p.AmountCents
            """
        ),
        (
            "the lines of what a payment pays are gapless, and those that apply give",
            """
            SELECT PaymentId
              FROM PaymentApplications
             GROUP BY PaymentId
            HAVING COUNT(*) <> MAX(Ordinal) OR MIN(Ordinal) <> 1 OR MIN(CASE WHEN Kind = 'apply' THEN Cents ELSE 1 END) < 0
            """
        ),
        (
            "what a payment pays has the date of value of its movements",
            """
            SELECT a.PaymentId
              FROM PaymentApplications a
             INNER JOIN Movements m ON m.PaymentId = a.PaymentId AND m.DocumentId = a.DocumentId
             WHERE m.EffectiveOn <> a.ValueOn
            """
        ),
        ("every movement has a date of value", "SELECT DocumentId FROM Movements WHERE EffectiveOn IS NULL"),
        (
            "the outcome of a payment agrees with what was applied of it",
            """
            SELECT Id
              FROM (SELECT p.Id, p.Outcome, p.Reason, p.AmountCents,
                           (SELECT COALESCE(SUM(a.Cents), 0)
                              FROM PaymentApplications a
                             WHERE a.PaymentId = p.Id
                               AND a.Kind      = 'apply') AS AppliedCents
                      FROM Payments p) p
             WHERE (Outcome IN ('exact', 'partial') AND AppliedCents <> AmountCents)
                OR (Outcome = 'excess' AND (AppliedCents = 0 OR AppliedCents >= AmountCents))
                OR (Outcome IN ('duplicate', 'unmatched') AND AppliedCents <> 0)
                OR (Outcome = 'unmatched' AND Reason IS NULL)
            """
        ),
        (
            "a channel's payment is recorded once",
            "SELECT MIN(Id) FROM Payments GROUP BY OrganizationFiscalCode, Channel, ChannelPaymentId HAVING COUNT(*) > 1"
        ),
        (
            "every receipt but a pending one has its transfers as rows",
            """
            SELECT r.Id
              FROM Receipts r
             WHERE (r.State = 'pending' AND r.TransferCount IS NOT NULL)
                OR (r.State <> 'pending' AND r.TransferCount IS NULL)
                OR COALESCE(r.TransferCount, 0) <> (SELECT COUNT(*) FROM ReceiptTransfers t WHERE t.ReceiptId = r.Id)
            """
        ),
        (
            "the transfers of a receipt of the whole payment add up to it",
            """
            SELECT r.Id
              FROM Receipts r
             INNER JOIN Payments p ON p.Id = r.PaymentId AND (p.Reason IS NULL OR p.Reason <> 'beneficiary-copy')
             WHERE p.AmountCents <> (SELECT SUM(t.AmountCents) FROM ReceiptTransfers t WHERE t.ReceiptId = r.Id)
            """
        ),
        (
            "the state of a document agrees with what it owes",
            """
            SELECT Id
              FROM PaymentDocuments
             WHERE (State IN ('draft', 'issued') AND ResidualCents <> AmountCents)
                OR (State = 'partially-paid' AND (ResidualCents = 0 OR ResidualCents >= AmountCents))
                OR (State IN ('paid', 'settled', 'cancelled') AND ResidualCents <> 0)
                OR (State <> 'draft' AND State <> 'cancelled' AND IssuedAt IS NULL)
            """
        ),
        (
            "a document on which money was applied has one open option, which lacks what the document lacks",
            """
            SELECT d.Id
              FROM PaymentDocuments d
             WHERE 0 < (SELECT SUM(a.Cents) FROM PaymentApplications a WHERE a.DocumentId = d.Id)
               AND (1 <> (SELECT COUNT(*) FROM PaymentOptions o WHERE o.DocumentId = d.Id AND o.Closed = 0)
                OR d.ResidualCents <> (SELECT SUM(i.ResidualCents)
                                         FROM Installments i
                                        INNER JOIN PaymentOptions o ON o.DocumentId = i.DocumentId AND o.Ordinal = i.OptionOrdinal
                                        WHERE i.DocumentId = d.Id
                                          AND o.Closed = 0))
            """
        ),
        (
            "an option is closed when it names the payment that chose another option",
            """
            SELECT o.DocumentId
              FROM PaymentOptions o
             WHERE (o.Closed = 0 AND o.ClosedByPaymentId IS NOT NULL)
                OR (o.Closed = 1 AND NOT EXISTS (SELECT 1
                                                   FROM PaymentApplications a
                                                  INNER JOIN Installments i ON i.DocumentId = a.DocumentId
                                                                           AND i.Ordinal    = a.InstallmentOrdinal
                                                  WHERE a.PaymentId  = o.ClosedByPaymentId
                                                    AND a.DocumentId = o.DocumentId
                                                    AND i.OptionOrdinal <> o.Ordinal))
            """
        ),
        (
            "a spontaneous document was asked for once",
            """
            SELECT d.Id
              FROM PaymentDocuments d
              LEFT JOIN SpontaneousPayments s ON s.DocumentId = d.Id
             WHERE (d.Origin = 'spontaneous' AND s.Id IS NULL)
                OR (COALESCE(d.Origin, 'department') <> 'spontaneous' AND s.Id IS NOT NULL)
            """
        ),
        (
            "only a cancelled document has a kind of cancellation",
            "SELECT Id FROM PaymentDocuments WHERE CancellationKind IS NOT NULL AND State <> 'cancelled'"
        ),
        (
            "the movements of a document are gapless",
            """
            SELECT d.Id
              FROM PaymentDocuments d
             WHERE d.MovementCount <> (SELECT COUNT(*) FROM Movements m WHERE m.DocumentId = d.Id)
                OR d.MovementCount <> (SELECT MAX(m.Ordinal) FROM Movements m WHERE m.DocumentId = d.Id)
            """
        ),
        (
            "whatever was issued has its notice numbers",
            """
            SELECT i.DocumentId
              FROM Installments i
             INNER JOIN PaymentDocuments d ON d.Id = i.DocumentId
             WHERE i.NoticeNumber IS NULL
               AND d.IssuedAt IS NOT NULL
            """
        ),
        (
            "a notice number belongs to one installment",
            """
            SELECT MIN(DocumentId)
              FROM Installments
             WHERE NoticeNumber IS NOT NULL
             GROUP BY OrganizationFiscalCode, NoticeNumber
            HAVING COUNT(*) > 1
            """
        ),
    ];

    /// <summary>Fails with the name of every rule that some row breaks.</summary>
    public static async Task Check(Db db)
    {
        var broken = await db.Snapshot(Broken, CancellationToken.None);
        Assert.True(broken.Count == 0, string.Join(Environment.NewLine, broken));
    }

    /// <summary>What is wrong, as one transaction sees it.</summary>
    public static async Task<List<string>> Broken(Sql sql)
    {
        var broken = new List<string>();
        foreach (var (rule, query) in Rules)
        {
            var rows = await sql.Rows<string>(query);
            if (rows.Count > 0)
            {
                broken.Add($"{rows.Count} rows break the rule that {rule}, the first being {rows[0]}");
            }
        }

        foreach (var (table, column, _, words) in StoredWords.All)
        {
            var stored = await sql.Rows<string>($"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL");
            broken.AddRange(stored.Except(words, StringComparer.Ordinal).Select(word => $"{word} is no word of {table}.{column}"));
        }

        var numbers = await sql.Rows<string>("SELECT NoticeNumber FROM Installments WHERE NoticeNumber IS NOT NULL");
        broken.AddRange(numbers.Where(number => !NoticeNumber.TryParse(number, out _)).Select(number => $"{number} is no notice number"));
        await CheckTimelines(sql, broken);
        await CheckEvents(sql, broken);
        return broken;
    }

    /// <summary>Every chain verifies, and holds every payment of its document once.</summary>
    private static async Task CheckTimelines(Sql sql, List<string> broken)
    {
        var heads = await sql.Rows<HeadRow>("SELECT Id, TimelineCount, TimelineHash FROM PaymentDocuments");
        var events = (await sql.Rows<TimelineRow>("SELECT * FROM TimelineEvents ORDER BY DocumentId, Ordinal")).ToLookup(row =>
            row.DocumentId
        );
        var payments = (await sql.Rows<PaymentRow>("SELECT Id, DocumentId FROM Payments WHERE DocumentId IS NOT NULL")).ToLookup(row =>
            row.DocumentId
        );
        foreach (var head in heads)
        {
            var own = events[head.Id].ToList();
            if (own.Count == 0 || own.Count != head.TimelineCount || !TimelineChain.Verifies(own, head.TimelineHash))
            {
                broken.Add($"the timeline of {head.Id} does not verify");
            }

            var told = own.Where(row => row.Type == "payment-recorded").ToList();
            if (told.Count != payments[head.Id].Count() || payments[head.Id].Any(one => told.Count(row => Names(row.Data, one.Id)) != 1))
            {
                broken.Add($"the timeline of {head.Id} does not hold each of its payments once");
            }
        }
    }

    /// <summary>
    /// Every payment has one event, every duplicate one more, every document that an office issued or cancelled outside a load one, and every
    /// spontaneous payment one.
    /// </summary>
    private static async Task CheckEvents(Sql sql, List<string> broken)
    {
        var events = await sql.Rows<EventRow>("SELECT Type, Data FROM Events");
        var payments = await sql.Rows<PaymentRow>("SELECT Id, Outcome FROM Payments");
        var issued = await sql.Rows<Id>(
            """
            SELECT d.Id
              FROM PaymentDocuments d
             WHERE d.IssuedAt IS NOT NULL
               AND d.Origin IS NULL
               AND NOT EXISTS (SELECT 1
                                 FROM BulkLoadResults r
                                WHERE r.DocumentId = d.Id
                                  AND r.Outcome IN ('issued', 'replaced'))
            """
        );
        var cancelled = await sql.Rows<Id>(
            """
            SELECT d.Id
              FROM PaymentDocuments d
             WHERE d.State = 'cancelled'
               AND d.ReplacedById IS NULL
               AND d.CancellationKind IS NULL
               AND NOT EXISTS (SELECT 1
                                 FROM BulkLoadResults r
                                WHERE r.DocumentId = d.Id
                                  AND r.Outcome = 'cancelled')
            """
        );
        Told("payment.recorded", payments.Select(one => one.Id));
        Told("payment.duplicate-detected", payments.Where(one => one.Outcome == "duplicate").Select(one => one.Id));
        Told("payment-document.issued", issued);
        Told("payment-document.cancelled", cancelled);
        Told("spontaneous-payment.created", await sql.Rows<Id>("SELECT DocumentId FROM SpontaneousPayments"));

        void Told(string type, IEnumerable<Id> ids)
        {
            var data = events.Where(row => row.Type == type).Select(row => row.Data).ToList();
            var expected = ids.ToList();
            if (data.Count != expected.Count || expected.Exists(id => data.Count(text => Names(text, id)) != 1))
            {
                broken.Add($"{data.Count} events of type {type} do not match {expected.Count} facts once each");
            }
        }
    }

    private static bool Names(string json, Id id) => json.Contains($"\"{id}\"", StringComparison.Ordinal);

    private sealed record HeadRow
    {
        public Id Id { get; init; }
        public int TimelineCount { get; init; }
        public byte[] TimelineHash { get; init; } = [];
    }

    private sealed record PaymentRow
    {
        public Id Id { get; init; }
        public Id? DocumentId { get; init; }
        public string Outcome { get; init; } = "";
    }

    private sealed record EventRow
    {
        public string Type { get; init; } = "";
        public string Data { get; init; } = "";
    }
}
