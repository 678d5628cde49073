using System.Diagnostics;
using Lecce.Riscossione.Bench.Scenes;
using Microsoft.Data.Sqlite;

namespace Lecce.Riscossione.Bench.Ceilings;

/// <summary>
/// Writes the rows that receipts wrote, and nothing else, into a copy of the same SQLite database: prepared statements in transactions of some
/// receipts. The rows are all that differs between the two databases, whatever the tables are.
/// </summary>
internal sealed class ReceiptRows : IDisposable
{
    private readonly SqliteConnection copy;
    private readonly IReadOnlyList<string> tables;

    private ReceiptRows(SqliteConnection copy, IReadOnlyList<string> tables)
    {
        this.copy = copy;
        this.tables = tables;
    }

    /// <summary>Copies the database of a scene.</summary>
    public static ReceiptRows Open(Scene scene)
    {
        var target = new SqliteConnection($"Data Source={Path.Combine(scene.Folder, "copy.db")};Pooling=False");
        target.Open();
        using (var source = new SqliteConnection(scene.Dialect.ConnectionString))
        {
            source.Open();
            source.BackupDatabase(target);
        }

        // As the program sets up its writer; foreign keys are not checked, which is part of its work and not of the rows.
        Execute(
            target,
            $"""
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA cache_size = -65536;
            PRAGMA temp_store = MEMORY;
            PRAGMA wal_autocheckpoint = 16000;
            PRAGMA foreign_keys = OFF;
            ATTACH '{Path.Combine(scene.Folder, "riscossione.db")}' AS product;
            """
        );
        return new ReceiptRows(
            target,
            [
                .. Rows(target, "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
                    .Select(row => (string)row[0]),
            ]
        );
    }

    /// <summary>Brings the copy up to date; gives how many receipts a second that makes.</summary>
    /// <param name="receipts">How many receipts the product took since the last time.</param>
    /// <param name="receiptsPerTransaction">How many share a transaction.</param>
    public double Write(int receipts, int receiptsPerTransaction)
    {
        var transactions = Math.Max(1, receipts / receiptsPerTransaction);
        var inserts = tables.Select(table => new Inserted(copy, table, transactions)).Where(table => table.Count > 0).ToList();
        var began = Stopwatch.GetTimestamp();
        for (var transaction = 0; transaction < transactions; transaction++)
        {
            // Deferred, or it would lock the database of the product too.
            using var open = copy.BeginTransaction(deferred: true);
            inserts.ForEach(table => table.Write(open, transaction));
            open.Commit();
        }

        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        inserts.ForEach(table => table.Dispose());
        return receipts / seconds;
    }

    public void Dispose() => copy.Dispose();

    private static void Execute(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    private static List<object[]> Rows(SqliteConnection connection, string query)
    {
        using var command = connection.CreateCommand();
        command.CommandText = query;
        using var reader = command.ExecuteReader();
        var rows = new List<object[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>The rows of one table that the copy lacks or has otherwise, shared out among transactions.</summary>
    private sealed class Inserted : IDisposable
    {
        private readonly List<object[]> rows;
        private readonly int transactions;
        private readonly SqliteCommand command;

        public Inserted(SqliteConnection copy, string table, int transactions)
        {
            this.transactions = transactions;
            rows = Rows(copy, $"SELECT * FROM product.{table} EXCEPT SELECT * FROM main.{table}");
            command = copy.CreateCommand();
            if (rows.Count > 0)
            {
                var columns = Enumerable.Range(0, rows[0].Length).Select(column => $"@c{column}").ToList();
                command.CommandText = $"INSERT OR REPLACE INTO main.{table} VALUES ({string.Join(", ", columns)})";
                columns.ForEach(column => command.Parameters.Add(new SqliteParameter(column, null)));
                command.Prepare();
            }
        }

        public int Count => rows.Count;

        public void Write(SqliteTransaction transaction, int number)
        {
            command.Transaction = transaction;
            var (from, to) = ((long)rows.Count * number / transactions, (long)rows.Count * (number + 1) / transactions);
            foreach (var row in rows[(int)from..(int)to])
            {
                for (var column = 0; column < row.Length; column++)
                {
                    command.Parameters[column].Value = row[column];
                }

                command.ExecuteNonQuery();
            }
        }

        public void Dispose() => command.Dispose();
    }
}
