using System.Collections;
using System.Data.Common;
using NodaTime;

namespace Lecce.Riscossione.Api.Data.Rows;

/// <summary>Shows rows to bulk copy one at a time. Of what a reader can do it has what bulk copy asks for.</summary>
internal sealed class BulkReader<T>(BulkTable<T> table, IReadOnlyList<T> rows) : DbDataReader, IBulkValues
{
    private readonly object[] values = new object[table.Columns.Count];
    private int row = -1;
    private int position;

    /// <summary>True once the second row was read: bulk copy reads the first row before it sends anything.</summary>
    public bool IsUnderWay => row > 0;

    public override int FieldCount => values.Length;

    public override int Depth => 0;

    public override bool HasRows => rows.Count > 0;

    public override bool IsClosed => false;

    public override int RecordsAffected => -1;

    public override object this[int ordinal] => values[ordinal];

    public override object this[string name] => values[GetOrdinal(name)];

    public override bool Read()
    {
        if (++row >= rows.Count)
        {
            return false;
        }

        position = 0;
        table.Write(rows[row], this);
        return true;
    }

    public override bool NextResult() => false;

    public override string GetName(int ordinal) => table.Columns[ordinal].Name;

    public override int GetOrdinal(string name)
    {
        for (var ordinal = 0; ordinal < FieldCount; ordinal++)
        {
            if (string.Equals(table.Columns[ordinal].Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return ordinal;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(name), name, "The table has no such column.");
    }

    public override object GetValue(int ordinal) => values[ordinal];

    public override int GetValues(object[] values)
    {
        this.values.CopyTo(values, 0);
        return FieldCount;
    }

    public override bool IsDBNull(int ordinal) => values[ordinal] is DBNull;

    public override Type GetFieldType(int ordinal) =>
        table.Columns[ordinal].Type switch
        {
            BulkType.Code or BulkType.Text => typeof(string),
            BulkType.Number => typeof(long),
            BulkType.Flag => typeof(bool),
            BulkType.Moment or BulkType.Day => typeof(DateTime),
            _ => typeof(byte[]),
        };

    public override string GetDataTypeName(int ordinal) => GetFieldType(ordinal).Name;

    public override bool GetBoolean(int ordinal) => (bool)values[ordinal];

    public override byte GetByte(int ordinal) => (byte)values[ordinal];

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) =>
        Part((byte[])values[ordinal], dataOffset, buffer, bufferOffset, length);

    public override char GetChar(int ordinal) => (char)values[ordinal];

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) =>
        Part(((string)values[ordinal]).ToCharArray(), dataOffset, buffer, bufferOffset, length);

    public override DateTime GetDateTime(int ordinal) => (DateTime)values[ordinal];

    public override decimal GetDecimal(int ordinal) => (decimal)values[ordinal];

    public override Double GetDouble(int ordinal) => (Double)values[ordinal];

    public override Single GetFloat(int ordinal) => (Single)values[ordinal];

    public override Guid GetGuid(int ordinal) => (Guid)values[ordinal];

    public override short GetInt16(int ordinal) => (short)values[ordinal];

    public override int GetInt32(int ordinal) => (int)values[ordinal];

    public override long GetInt64(int ordinal) => (long)values[ordinal];

    public override string GetString(int ordinal) => (string)values[ordinal];

    public override IEnumerator GetEnumerator() => new DbEnumerator(this);

    void IBulkValues.Text(string? value) => Put(value);

    void IBulkValues.Number(long? value) => Put(value);

    void IBulkValues.Flag(bool value) => Put(value);

    void IBulkValues.Moment(Instant? value) => Put(value?.ToDateTimeUtc());

    void IBulkValues.Day(LocalDate? value) => Put(value?.ToDateTimeUnspecified());

    void IBulkValues.Bytes(byte[]? value) => Put(value);

    private void Put(object? value) => values[position++] = value ?? DBNull.Value;

    private static long Part<TElement>(TElement[] whole, long offset, TElement[]? buffer, int bufferOffset, int length)
    {
        if (buffer is null)
        {
            return whole.Length;
        }

        var count = Math.Min(length, whole.Length - (int)offset);
        Array.Copy(whole, offset, buffer, bufferOffset, count);
        return count;
    }
}
