using System.Text;
using Microsoft.Data.Sqlite;
using NodaTime;
using NodaTime.Text;
using SQLitePCL;

namespace Lecce.Riscossione.Api.Data;

/// <summary>The writer's connection, with one prepared INSERT for each table that was written in bulk.</summary>
internal sealed class SqliteWriter(string connectionString) : SqliteKeepingConnection(connectionString)
{
    private readonly Dictionary<object, PreparedInsert> prepared = new(ReferenceEqualityComparer.Instance);

    /// <summary>Writes rows one after another: inside of the process a row costs no round trip.</summary>
    /// <exception cref="SqliteException">A row was refused; those before it stay until the transaction is undone.</exception>
    public void Insert<T>(BulkTable<T> table, IReadOnlyList<T> rows)
    {
        if (!prepared.TryGetValue(table, out var insert))
        {
            insert = new PreparedInsert(Handle!, table.Name, table.Columns);
            prepared.Add(table, insert);
        }

        foreach (var row in rows)
        {
            insert.Begin();
            table.Write(row, insert);
            insert.Run();
        }
    }

    /// <summary>Runs a statement without parameters.</summary>
    public void Run(string text, SqliteTransaction transaction)
    {
        var command = Take(text);
        command.Transaction = transaction;
        command.ExecuteNonQuery();
        Keep(command);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var insert in prepared.Values)
            {
                insert.Dispose();
            }

            prepared.Clear();
        }

        base.Dispose(disposing);
    }

    /// <summary>
    /// A statement bound by position through SQLite's own interface. The parameters of ADO.NET look up their place by name at every run,
    /// which took longer than the insert itself.
    /// </summary>
    private sealed class PreparedInsert : IBulkValues, IDisposable
    {
        private const int OnStack = 1024;

        private readonly sqlite3 database;
        private readonly sqlite3_stmt statement;
        private int position;
        private (Instant Value, string Text) lastMoment;
        private (LocalDate Value, string Text) lastDay;

        public PreparedInsert(sqlite3 database, string table, IReadOnlyList<BulkColumn> columns)
        {
            this.database = database;
            var names = string.Join(", ", columns.Select(column => column.Name));
            var places = string.Join(", ", columns.Select(_ => "?"));
            var sql = $"INSERT INTO {table} ({names}) VALUES ({places})";
            Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out statement));
        }

        public void Begin() => position = 0;

        public void Run()
        {
            try
            {
                var result = raw.sqlite3_step(statement);
                if (result != raw.SQLITE_DONE)
                {
                    Check(result);
                }
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

            var most = Encoding.UTF8.GetMaxByteCount(value.Length);
            var bytes = most <= OnStack ? stackalloc byte[OnStack] : new byte[most];
            Check(raw.sqlite3_bind_text(statement, position, bytes[..Encoding.UTF8.GetBytes(value, bytes)]));
        }

        public void Number(long? value)
        {
            position++;
            Check(value is { } number ? raw.sqlite3_bind_int64(statement, position, number) : raw.sqlite3_bind_null(statement, position));
        }

        public void Flag(bool value) => Number(value ? 1 : 0);

        /// <summary>Rows written together mostly bear the same moment.</summary>
        public void Moment(Instant? value)
        {
            if (value is { } moment && (lastMoment.Text is null || lastMoment.Value != moment))
            {
                lastMoment = (moment, DapperTypes.InstantText.Format(moment));
            }

            Text(value is null ? null : lastMoment.Text);
        }

        public void Day(LocalDate? value)
        {
            if (value is { } day && (lastDay.Text is null || lastDay.Value != day))
            {
                lastDay = (day, LocalDatePattern.Iso.Format(day));
            }

            Text(value is null ? null : lastDay.Text);
        }

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
