using System.Text;
using Lecce.Riscossione.Api.Data.Rows;
using Microsoft.Data.Sqlite;
using NodaTime;
using NodaTime.Text;
using SQLitePCL;

namespace Lecce.Riscossione.Api.Data.Sqlite;

/// <summary>The writer's connection, with one prepared statement for each table that was written in bulk.</summary>
internal sealed class SqliteWriter(string connectionString) : SqliteKeepingConnection(connectionString)
{
    private readonly Dictionary<object, PreparedRows> prepared = [];

    /// <summary>Writes rows one after another: inside of the process a row costs no round trip.</summary>
    /// <exception cref="SqliteException">A row was refused; those before it stay until the transaction is undone.</exception>
    public void Insert<T>(BulkTable<T> table, IReadOnlyList<T> rows) =>
        Run(table, rows, static table => InsertText(table.Name, table.Columns));

    /// <summary>Changes rows one after another, each found by its key, and gives how many were found.</summary>
    /// <exception cref="SqliteException">A change was refused; those before it stay until the transaction is undone.</exception>
    public int Update<T>(BulkTable<T> table, IReadOnlyList<T> rows) =>
        Run(table, rows, static table => UpdateText(table.Name, table.Columns, table.KeyColumns));

    /// <summary>Runs a statement without parameters.</summary>
    public void Run(string text)
    {
        if (!prepared.TryGetValue(text, out var statement))
        {
            statement = new PreparedRows(Handle!, text);
            prepared.Add(text, statement);
        }

        statement.Run();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var statement in prepared.Values)
            {
                statement.Dispose();
            }

            prepared.Clear();
        }

        base.Dispose(disposing);
    }

    /// <summary>Each parameter has the number of its column.</summary>
    internal static string InsertText(string table, IReadOnlyList<BulkColumn> columns)
    {
        var names = string.Join(", ", columns.Select(column => column.Name));
        var places = string.Join(", ", columns.Select((_, index) => $"?{index + 1}"));
        return $"INSERT INTO {table} ({names}) VALUES ({places})";
    }

    /// <summary>The statement that changes one row.</summary>
    internal static string UpdateText(string table, IReadOnlyList<BulkColumn> columns, int keyColumns)
    {
        var equations = columns.Select((column, index) => $"{column.Name} = ?{index + 1}").ToList();
        var (key, changes) = (string.Join(" AND ", equations.Take(keyColumns)), string.Join(", ", equations.Skip(keyColumns)));
        return string.Join(' ', "UPDATE", table, "SET", changes, "WHERE", key);
    }

    private int Run<T>(BulkTable<T> table, IReadOnlyList<T> rows, Func<BulkTable<T>, string> textOf)
    {
        if (!prepared.TryGetValue(table, out var statement))
        {
            statement = new PreparedRows(Handle!, textOf(table));
            prepared.Add(table, statement);
        }

        var changed = 0;
        foreach (var row in rows)
        {
            statement.Begin();
            table.Write(row, statement);
            changed += statement.Run();
        }

        return changed;
    }

    /// <summary>
    /// A statement bound by position through SQLite's own interface. The parameters of ADO.NET look up their place by name at every run,
    /// which took longer than the insert itself.
    /// </summary>
    private sealed class PreparedRows : IBulkValues, IDisposable
    {
        private const int OnStack = 1024;

        private readonly sqlite3 database;
        private readonly sqlite3_stmt statement;
        private int position;
        private (Instant Value, string Text) lastMoment;

        public PreparedRows(sqlite3 database, string text)
        {
            this.database = database;
            Check(raw.sqlite3_prepare_v3(database, text, raw.SQLITE_PREPARE_PERSISTENT, out statement));
        }

        public void Begin() => position = 0;

        /// <summary>Runs for the row that was bound, and gives how many rows it changed.</summary>
        public int Run()
        {
            try
            {
                var result = raw.sqlite3_step(statement);
                if (result != raw.SQLITE_DONE)
                {
                    Check(result);
                }

                return raw.sqlite3_changes(database);
            }
            finally
            {
                _ = raw.sqlite3_reset(statement);
            }
        }

        public void Text(string? value)
        {
            position++;
            if (string.IsNullOrEmpty(value))
            {
                Check(value is null ? raw.sqlite3_bind_null(statement, position) : raw.sqlite3_bind_text(statement, position, ""));
                return;
            }

            var maxBytes = Encoding.UTF8.GetMaxByteCount(value.Length);
            var bytes = maxBytes <= OnStack ? stackalloc byte[OnStack] : new byte[maxBytes];
            Check(raw.sqlite3_bind_text(statement, position, bytes[..Encoding.UTF8.GetBytes(value, bytes)]));
        }

        public void Number(long? value)
        {
            position++;
            Check(value is { } number ? raw.sqlite3_bind_int64(statement, position, number) : raw.sqlite3_bind_null(statement, position));
        }

        public void Flag(bool value) => Number(value ? 1 : 0);

        /// <summary>Rows written together mostly have the same moment: its text is made once.</summary>
        public void Moment(Instant? value)
        {
            if (value is { } moment && (lastMoment.Text is null || lastMoment.Value != moment))
            {
                lastMoment = (moment, DapperTypes.InstantText.Format(moment));
            }

            Text(value is null ? null : lastMoment.Text);
        }

        public void Day(LocalDate? value) => Text(value is { } day ? LocalDatePattern.Iso.Format(day) : null);

        public void Bytes(byte[]? value)
        {
            position++;
            Check(
                value is null ? raw.sqlite3_bind_null(statement, position)
                : value.Length == 0 ? raw.sqlite3_bind_zeroblob(statement, position, 0)
                : raw.sqlite3_bind_blob(statement, position, value)
            );
        }

        public void Dispose() => statement.Dispose();

        private void Check(int result) => SqliteException.ThrowExceptionForRC(result, database);
    }
}
