using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Data.Rows;

/// <summary>
/// A table into which rows are written many at a time, with its columns and the place of each value in a row: all of them for new rows, the
/// key and what changes for rows that exist. Values go to the engine one after another, without a parameter object for each and without
/// reflection: a load writes millions.
/// </summary>
/// <param name="name">The table's name.</param>
internal sealed class BulkTable<T>(string name)
{
    private readonly List<BulkColumn> columns = [];
    private readonly List<Action<T, IBulkValues>> values = [];

    public string Name => name;

    public IReadOnlyList<BulkColumn> Columns => columns;

    /// <summary>How many of the columns, from the first on, find the row that is changed; none where rows are only added.</summary>
    public int KeyColumns { get; private set; }

    /// <summary>ASCII text.</summary>
    public BulkTable<T> Code(string column, Func<T, string?> value) => Add(column, BulkType.Code, (row, target) => target.Text(value(row)));

    public BulkTable<T> Code(string column, Func<T, Id?> value) => Code(column, row => value(row)?.Value);

    public BulkTable<T> Code(string column, Func<T, FiscalCode> value) => Code(column, row => value(row).Value);

    public BulkTable<T> Code(string column, Func<T, Iban?> value) => Code(column, row => value(row)?.Value);

    public BulkTable<T> Code(string column, Func<T, NoticeNumber?> value) => Code(column, row => value(row)?.Value);

    public BulkTable<T> Code(string column, Func<T, DocumentHash?> value) => Code(column, row => value(row)?.Value);

    /// <summary>People's text, and JSON.</summary>
    public BulkTable<T> Text(string column, Func<T, string?> value) => Add(column, BulkType.Text, (row, target) => target.Text(value(row)));

    /// <summary>Cents, counts, ordinals.</summary>
    public BulkTable<T> Number(string column, Func<T, long?> value) =>
        Add(column, BulkType.Number, (row, target) => target.Number(value(row)));

    public BulkTable<T> Flag(string column, Func<T, bool> value) => Add(column, BulkType.Flag, (row, target) => target.Flag(value(row)));

    public BulkTable<T> Moment(string column, Func<T, Instant?> value) =>
        Add(column, BulkType.Moment, (row, target) => target.Moment(value(row)));

    public BulkTable<T> Day(string column, Func<T, LocalDate?> value) => Add(column, BulkType.Day, (row, target) => target.Day(value(row)));

    public BulkTable<T> Bytes(string column, Func<T, byte[]?> value) =>
        Add(column, BulkType.Bytes, (row, target) => target.Bytes(value(row)));

    /// <summary>The columns named so far find the row; those that follow are changed.</summary>
    public BulkTable<T> Key()
    {
        KeyColumns = columns.Count;
        return this;
    }

    /// <summary>Gives the values of one row, in the order of the columns.</summary>
    public void Write(T row, IBulkValues target)
    {
        foreach (var value in values)
        {
            value(row, target);
        }
    }

    private BulkTable<T> Add(string column, BulkType type, Action<T, IBulkValues> value)
    {
        columns.Add(new BulkColumn(column, type));
        values.Add(value);
        return this;
    }
}

/// <summary>A column of a table that is written in bulk.</summary>
internal sealed record BulkColumn(string Name, BulkType Type);

/// <summary>The kind of a column, independent of the engine.</summary>
internal enum BulkType
{
    Code,
    Text,
    Number,
    Flag,
    Moment,
    Day,
    Bytes,
}

/// <summary>Takes the values of a row, one after another.</summary>
internal interface IBulkValues
{
    void Text(string? value);
    void Number(long? value);
    void Flag(bool value);
    void Moment(Instant? value);
    void Day(LocalDate? value);
    void Bytes(byte[]? value);
}
