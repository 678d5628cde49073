using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Lecce.Riscossione.Api.Data.Sqlite;

/// <summary>
/// A connection that keeps its statements compiled. SQLite plans a statement each time that it is prepared, which for a join takes several
/// times as long as running it.
/// </summary>
internal class SqliteKeepingConnection(string connectionString) : SqliteConnection(connectionString)
{
    // The program has fewer forms of statements; lists of filters and of parameters multiply some of them.
    private const int MaxKept = 300;

    private readonly Dictionary<string, SqliteCommand> kept = new(StringComparer.Ordinal);

    /// <summary>Gives the compiled statement of a text, or a new one.</summary>
    internal SqliteCommand Take(string text)
    {
        if (kept.Remove(text, out var command))
        {
            return command;
        }

        command = CreateCommand();
#pragma warning disable CA2100 // The text is the program's own: values come as parameters.
        command.CommandText = text;
#pragma warning restore CA2100
        return command;
    }

    /// <summary>Takes a statement back, without what its last use left in it.</summary>
    internal void Keep(SqliteCommand command)
    {
        command.Parameters.Clear();
        command.Transaction = null;
        if (kept.Count >= MaxKept || !kept.TryAdd(command.CommandText, command))
        {
            command.Dispose();
        }
    }

    /// <inheritdoc />
    protected override DbCommand CreateDbCommand() => new SqliteKeptCommand(this);

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var command in kept.Values)
            {
                command.Dispose();
            }

            kept.Clear();
        }

        base.Dispose(disposing);
    }
}

/// <summary>A command that borrows the compiled statement of its text while it is used.</summary>
internal sealed class SqliteKeptCommand(SqliteKeepingConnection connection) : DbCommand
{
    private SqliteCommand? borrowed;

    /// <summary>Dapper changes the text of a statement with a list after it added the parameters.</summary>
    [AllowNull]
    public override string CommandText
    {
        get => borrowed?.CommandText ?? "";
        set
        {
            var next = connection.Take(value ?? "");
            if (borrowed is not null)
            {
                var parameters = borrowed.Parameters.Cast<SqliteParameter>().ToList();
                borrowed.Parameters.Clear();
                next.Parameters.AddRange(parameters);
                connection.Keep(borrowed);
            }

            borrowed = next;
        }
    }

    public override int CommandTimeout { get; set; } = Dialect.CommandTimeoutSeconds;

    public override CommandType CommandType { get; set; } = CommandType.Text;

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection
    {
        get => connection;
        set => throw new NotSupportedException();
    }

    protected override DbParameterCollection DbParameterCollection => Borrowed.Parameters;

    protected override DbTransaction? DbTransaction { get; set; }

    private SqliteCommand Borrowed => borrowed ?? throw new InvalidOperationException("The command has no text yet.");

    private SqliteCommand Ready
    {
        get
        {
            Borrowed.Transaction = (SqliteTransaction?)DbTransaction;
            Borrowed.CommandTimeout = CommandTimeout;
            return Borrowed;
        }
    }

    public override void Cancel() => Borrowed.Cancel();

    public override int ExecuteNonQuery() => Ready.ExecuteNonQuery();

    public override object? ExecuteScalar() => Ready.ExecuteScalar();

    public override void Prepare() => Ready.Prepare();

    protected override DbParameter CreateDbParameter() => new PrefixedParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => Ready.ExecuteReader(behavior);

    protected override void Dispose(bool disposing)
    {
        if (disposing && borrowed is not null)
        {
            connection.Keep(borrowed);
            borrowed = null;
        }

        base.Dispose(disposing);
    }

    /// <summary>Named as SQLite knows it. By the bare name, SQLite is asked for each of its three prefixes at every run.</summary>
    private sealed class PrefixedParameter : SqliteParameter
    {
        private static readonly ConcurrentDictionary<string, string> Prefixed = new(StringComparer.Ordinal);

        [AllowNull]
        public override string ParameterName
        {
            get => base.ParameterName;
            set => base.ParameterName = Prefixed.GetOrAdd(value ?? "", name => name is ['@', ..] ? name : $"@{name}");
        }
    }
}
