using System.Text.Json;
using Dapper;
using Lecce.Riscossione.Sdk;
using Microsoft.Data.Sqlite;
using NodaTime;
using NodaTime.Text;

namespace Lecce.Riscossione.Samples.WebhookReceiver;

/// <summary>What the store remembers about the registration.</summary>
internal static class Names
{
    public const string Endpoint = "endpoint";
    public const string Since = "since";
    public const string Cursor = "cursor";
    public const string Secret = "secret";
    public const string PreviousSecret = "previous-secret";
    public const string PreviousValidUntil = "previous-valid-until";

    /// <summary>The idempotency key of the registration.</summary>
    public const string Registration = "registration";

    /// <summary>The idempotency key of a rotation that is not complete.</summary>
    public const string Rotation = "rotation";
}

/// <summary>A SQLite file: events by id, takings, registration. It holds the secrets, so only its owner may read it.</summary>
internal sealed class Store : IDisposable
{
    private const string Schema = """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;

        CREATE TABLE IF NOT EXISTS State
        (
            Name  TEXT NOT NULL PRIMARY KEY,
            Value TEXT NOT NULL
        );

        -- DueAt is when to handle it, in seconds since 1970; null when it is handled.
        CREATE TABLE IF NOT EXISTS Events
        (
            Id    TEXT    NOT NULL PRIMARY KEY,
            Event TEXT    NOT NULL,
            DueAt INTEGER NULL
        );

        CREATE INDEX IF NOT EXISTS IX_Events_Due ON Events (Id) WHERE DueAt IS NOT NULL;

        CREATE TABLE IF NOT EXISTS Takings
        (
            PaymentId   TEXT    NOT NULL PRIMARY KEY,
            DocumentId  TEXT    NULL,
            AmountCents INTEGER NOT NULL
        );
        """;

    private readonly SqliteConnection connection;
    private readonly Lock turn = new();
    private readonly SemaphoreSlim arrived = new(0, 1);

    public Store(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        if (!File.Exists(file) && !OperatingSystem.IsWindows())
        {
            var mode = new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            };
            File.Open(file, mode).Dispose();
        }

        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        connection.Execute(Schema);
    }

    public string? Read(string name)
    {
        lock (turn)
        {
            return connection.ExecuteScalar<string?>("SELECT Value FROM State WHERE Name = @name", new { name });
        }
    }

    /// <summary>The value of a name; <paramref name="value"/> when it has none yet.</summary>
    public string ReadOrKeep(string name, string value)
    {
        lock (turn)
        {
            connection.Execute("INSERT INTO State (Name, Value) VALUES (@name, @value) ON CONFLICT (Name) DO NOTHING", new { name, value });
            return connection.ExecuteScalar<string>("SELECT Value FROM State WHERE Name = @name", new { name })!;
        }
    }

    public void KeepRegistration(string endpoint, string secret, string since) =>
        Transact(transaction =>
        {
            Set(Names.Endpoint, endpoint, transaction);
            Set(Names.Secret, secret, transaction);
            Set(Names.Since, since, transaction);
        });

    /// <summary>Forgets the registration; events and takings stay.</summary>
    public void Forget() => Transact(transaction => connection.Execute("DELETE FROM State", transaction: transaction));

    /// <summary>Keeps the secret of a rotation beside the previous one, and ends the rotation.</summary>
    public void KeepSecret(string secret, Instant previousValidUntil) =>
        Transact(transaction =>
        {
            connection.Execute(
                """
                INSERT INTO State (Name, Value)
                SELECT @PreviousSecret, Value
                  FROM State
                 WHERE Name = @Secret
                    ON CONFLICT (Name) DO UPDATE SET Value = excluded.Value
                """,
                new { Names.PreviousSecret, Names.Secret },
                transaction
            );
            Set(Names.Secret, secret, transaction);
            Set(Names.PreviousValidUntil, InstantPattern.General.Format(previousValidUntil), transaction);
            connection.Execute("DELETE FROM State WHERE Name = @Rotation", new { Names.Rotation }, transaction);
        });

    /// <summary>The secrets that are valid now: one, two after a rotation, none before the registration.</summary>
    public IReadOnlyList<string> Secrets()
    {
        var now = InstantPattern.General.Format(SystemClock.Instance.GetCurrentInstant());
        lock (turn)
        {
            return
            [
                .. connection.Query<string>(
                    """
                    SELECT s.Value
                      FROM State s
                     WHERE s.Name = @Secret
                        OR (s.Name = @PreviousSecret
                            AND @now < (SELECT u.Value FROM State u WHERE u.Name = @PreviousValidUntil))
                    """,
                    new
                    {
                        Names.Secret,
                        Names.PreviousSecret,
                        Names.PreviousValidUntil,
                        now,
                    }
                ),
            ];
        }
    }

    /// <summary>Keeps the events that are new and, with them, the cursor of their page. It is on the disk when this returns.</summary>
    /// <returns>How many were new.</returns>
    public int Keep(IEnumerable<WebhookEvent> events, string? cursor = null)
    {
        var kept = 0;
        Transact(transaction =>
        {
            foreach (var one in events)
            {
                kept += connection.Execute(
                    "INSERT INTO Events (Id, Event, DueAt) VALUES (@Id, @Event, 0) ON CONFLICT (Id) DO NOTHING",
                    new { one.Id, Event = JsonSerializer.Serialize(one) },
                    transaction
                );
            }

            if (cursor is not null)
            {
                Set(Names.Cursor, cursor, transaction);
            }
        });
        lock (turn)
        {
            if (kept > 0 && arrived.CurrentCount == 0)
            {
                arrived.Release();
            }
        }

        return kept;
    }

    /// <summary>Waits until an event arrives, or for a time.</summary>
    public Task WaitForEvent(TimeSpan time, CancellationToken cancellation) => arrived.WaitAsync(time, cancellation);

    /// <summary>The oldest event that is to be handled now; null without one.</summary>
    public WebhookEvent? NextDue()
    {
        lock (turn)
        {
            var stored = connection.QuerySingleOrDefault<string>(
                "SELECT Event FROM Events WHERE DueAt IS NOT NULL AND DueAt <= @now ORDER BY Id LIMIT 1",
                new { now = Now() }
            );
            return stored is null ? null : JsonSerializer.Deserialize<WebhookEvent>(stored);
        }
    }

    /// <summary>Writes the effect of an event and that it is handled, in one transaction.</summary>
    public void MarkHandled(string eventId, Taking? taking) =>
        Transact(transaction =>
        {
            if (taking is not null)
            {
                connection.Execute(
                    """
                    INSERT INTO Takings (PaymentId, DocumentId, AmountCents)
                    VALUES (@PaymentId, @DocumentId, @AmountCents)
                        ON CONFLICT (PaymentId) DO NOTHING
                    """,
                    taking,
                    transaction
                );
            }

            connection.Execute("UPDATE Events SET DueAt = NULL WHERE Id = @eventId", new { eventId }, transaction);
        });

    public void Postpone(string eventId, TimeSpan time) =>
        Transact(transaction =>
            connection.Execute(
                "UPDATE Events SET DueAt = @dueAt WHERE Id = @eventId",
                new { eventId, dueAt = Now() + (long)time.TotalSeconds },
                transaction
            )
        );

    public void Dispose()
    {
        arrived.Dispose();
        connection.Dispose();
    }

    private void Set(string name, string value, SqliteTransaction transaction) =>
        connection.Execute(
            "INSERT INTO State (Name, Value) VALUES (@name, @value) ON CONFLICT (Name) DO UPDATE SET Value = excluded.Value",
            new { name, value },
            transaction
        );

    private void Transact(Action<SqliteTransaction> change)
    {
        lock (turn)
        {
            using var transaction = connection.BeginTransaction();
            change(transaction);
            transaction.Commit();
        }
    }

    private static long Now() => SystemClock.Instance.GetCurrentInstant().ToUnixTimeSeconds();
}
