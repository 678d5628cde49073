using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Lecce.Riscossione.Api.Data;

namespace Lecce.Riscossione.Tests.Simulation;

/// <summary>The database that a killed program left behind, or that another process is using, read without the program.</summary>
internal sealed class Remains : IAsyncDisposable
{
    private readonly Dialect dialect;
    private readonly DbConnection connection;

    private Remains(Dialect dialect, DbConnection connection)
    {
        this.dialect = dialect;
        this.connection = connection;
    }

    public static async Task<Remains> Open(Dialect dialect) => new(dialect, await dialect.Open(CancellationToken.None));

    /// <summary>What must be true whatever happened; each statement counts what breaks a rule.</summary>
    public async Task MustBeSound()
    {
        if (!dialect.IsSqlServer)
        {
            Assert.Equal("ok", (string?)await Value("PRAGMA integrity_check"));
        }

        (string Rule, string Violations)[] rules =
        [
            (
                "the movements of an item add up to its residual",
                """
                SELECT COUNT(*)
                  FROM DebtItems i
                 WHERE i.ResidualCents <> (SELECT COALESCE(SUM(m.AmountCents), 0)
                                             FROM Movements m
                                            WHERE m.DocumentId = i.DocumentId AND m.ItemOrdinal = i.Ordinal)
                """
            ),
            (
                "the items add up to the document",
                """
                SELECT COUNT(*)
                  FROM PaymentDocuments d
                 WHERE d.AmountCents   <> (SELECT SUM(i.AmountCents) FROM DebtItems i WHERE i.DocumentId = d.Id)
                    OR d.ResidualCents <> (SELECT SUM(i.ResidualCents) FROM DebtItems i WHERE i.DocumentId = d.Id)
                """
            ),
            (
                "the installments of an option add up to it",
                """
                SELECT COUNT(*)
                  FROM PaymentOptions p
                 WHERE p.AmountCents <> (SELECT SUM(n.AmountCents)
                                           FROM Installments n
                                          WHERE n.DocumentId = p.DocumentId AND n.OptionOrdinal = p.Ordinal)
                """
            ),
            (
                "the ledger has every line of a document and the timeline every event",
                """
                SELECT COUNT(*)
                  FROM PaymentDocuments d
                 WHERE d.MovementCount <> (SELECT COUNT(*) FROM Movements m WHERE m.DocumentId = d.Id)
                    OR d.MovementCount <> (SELECT MAX(m.Ordinal) FROM Movements m WHERE m.DocumentId = d.Id)
                    OR d.TimelineCount <> (SELECT COUNT(*) FROM TimelineEvents t WHERE t.DocumentId = d.Id)
                    OR d.TimelineCount <> (SELECT MAX(t.Ordinal) FROM TimelineEvents t WHERE t.DocumentId = d.Id)
                """
            ),
            (
                "what a payment applied is in the ledger, in the timeline and in the outbox",
                """
                SELECT COUNT(*)
                  FROM Payments p
                 WHERE (SELECT COALESCE(SUM(a.Cents), 0) FROM PaymentApplications a WHERE a.PaymentId = p.Id)
                       <> (SELECT COALESCE(-SUM(m.AmountCents), 0) FROM Movements m WHERE m.PaymentId = p.Id AND m.Kind = 'payment')
                    OR 1 <> (SELECT COUNT(*)
                               FROM TimelineEvents t
                              WHERE t.DocumentId = p.DocumentId AND t.Type = 'payment-recorded' AND t.Data LIKE CONCAT('%', p.Id, '%'))
                    OR 1 <> (SELECT COUNT(*) FROM Events e WHERE e.Type = 'payment.recorded' AND e.Data LIKE CONCAT('%', p.Id, '%'))
                """
            ),
            (
                "a payment through pagoPA has its receipt",
                """
                SELECT COUNT(*)
                  FROM Payments p
                 WHERE p.Channel = 'pagopa'
                   AND 1 <> (SELECT COUNT(*)
                               FROM Receipts r
                              WHERE r.PaymentId = p.Id AND r.ReceiptId = p.ChannelPaymentId AND r.State = 'recorded')
                """
            ),
            ("a notice number belongs to one installment", "SELECT COUNT(NoticeNumber) - COUNT(DISTINCT NoticeNumber) FROM Installments"),
        ];
        foreach (var (rule, violations) in rules)
        {
            Assert.True(await Count(violations) == 0, rule);
        }
    }

    /// <summary>The bytes of every receipt, with the amount of its payment, by the channel's identifier.</summary>
    public async Task<IReadOnlyDictionary<string, (byte[] Content, long PaymentCents)>> Receipts()
    {
        await using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT r.ReceiptId, r.Content, p.AmountCents
              FROM Receipts r
             INNER JOIN Payments p ON p.Id = r.PaymentId
            """;
        await using var reader = await command.ExecuteReaderAsync();
        Dictionary<string, (byte[] Content, long PaymentCents)> receipts = new(StringComparer.Ordinal);
        while (await reader.ReadAsync())
        {
            receipts.Add(reader.GetString(0), ((byte[])reader.GetValue(1), reader.GetInt64(2)));
        }

        return receipts;
    }

    public async Task<long> Count(string query) => Convert.ToInt64(await Value(query), CultureInfo.InvariantCulture);

    /// <summary>The rows of a query, each as one line of text.</summary>
    public async Task<IReadOnlyList<string>> Lines(string query)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = query;
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        var values = new object[reader.FieldCount];
        while (await reader.ReadAsync())
        {
            reader.GetValues(values);
            lines.Add(
                string.Join(
                    '|',
                    values.Select(value =>
                        value is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture)
                    )
                )
            );
        }

        return lines;
    }

    /// <summary>Looks again and again until a number is what it must become.</summary>
    public async Task Until(string query, long expected, TimeSpan maxWait)
    {
        var started = Stopwatch.GetTimestamp();
        while (await Count(query) is var seen && seen != expected)
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < maxWait, $"Still {seen} instead of {expected} after {maxWait}: {query}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        await dialect.DisposeAsync();
    }

    private async Task<object?> Value(string query)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = query;
        return await command.ExecuteScalarAsync();
    }
}
