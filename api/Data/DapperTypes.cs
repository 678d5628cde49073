using System.Data;
using System.Globalization;
using System.Text;
using Dapper;
using Lecce.Riscossione.Api.Kernel;
using Microsoft.Data.Sqlite;
using NodaTime;
using NodaTime.Text;

namespace Lecce.Riscossione.Api.Data;

/// <summary>How the values of the kernel and of NodaTime travel to and from both engines.</summary>
internal static class DapperTypes
{
    /// <summary>Moments on SQLite: of fixed width, so that their order is the order of time.</summary>
    public static readonly InstantPattern InstantText = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.fffffff'Z'");

    // Dapper's list of handlers is static and not made for writers at once, as when tests start several programs in one process.
    private static readonly Lazy<bool> Registered = new(RegisterAll);

    /// <summary>Registers every type, the first time that it is called.</summary>
    public static void Register() => _ = Registered.Value;

    private static bool RegisterAll()
    {
        SqlMapper.RemoveTypeMap(typeof(string));
        SqlMapper.AddTypeHandler(new TextHandler());
        SqlMapper.AddTypeHandler(new InstantHandler());
        SqlMapper.AddTypeHandler(new LocalDateHandler());
        SqlMapper.AddTypeHandler(new CodeHandler<Id>(id => id.Value, Id.TryParse));
        SqlMapper.AddTypeHandler(new CodeHandler<FiscalCode>(code => code.Value, FiscalCode.TryParseStored));
        SqlMapper.AddTypeHandler(new CodeHandler<NoticeNumber>(number => number.Value, NoticeNumber.TryParse));
        SqlMapper.AddTypeHandler(new CodeHandler<Iban>(iban => iban.Value, Iban.TryParse));
        SqlMapper.AddTypeHandler(new CodeHandler<DocumentHash>(hash => hash.Value, DocumentHash.TryParse));
        return true;
    }

    /// <summary>
    /// ASCII travels as <c>varchar</c>: against an <c>nvarchar</c> parameter SQL Server would convert every row of a <c>varchar</c> column
    /// instead of seeking in its index. Codes are always ASCII; people's texts travel as what they need.
    /// </summary>
    internal sealed class TextHandler : SqlMapper.TypeHandler<string>
    {
        // One size for all lengths, hence one plan for all of them.
        private const int UsualSize = 4000;

        public override void SetValue(IDbDataParameter parameter, string? value)
        {
            parameter.DbType = value is null || Ascii.IsValid(value) ? DbType.AnsiString : DbType.String;
            parameter.Size = value?.Length > UsualSize ? -1 : UsualSize;
            parameter.Value = (object?)value ?? DBNull.Value;
        }

        public override string Parse(object value) => (string)value;
    }

    /// <summary>A checked value is stored as its ASCII text, and sent as <c>varchar</c> so that SQL Server uses the index.</summary>
    private sealed class CodeHandler<T>(Func<T, string> format, Validation.TryParse<T> parse) : SqlMapper.TypeHandler<T>
        where T : struct
    {
        public override void SetValue(IDbDataParameter parameter, T value)
        {
            parameter.DbType = DbType.AnsiString;
            parameter.Value = format(value);
        }

        public override T Parse(object value) =>
            parse((string)value, out var parsed) ? parsed : throw new InvalidDataException($"A stored {typeof(T).Name} is not valid.");
    }

    /// <summary><c>datetime2(7)</c> on SQL Server; on SQLite a text of fixed width, whose order is the order of time.</summary>
    private sealed class InstantHandler : SqlMapper.TypeHandler<Instant>
    {
        public override void SetValue(IDbDataParameter parameter, Instant value)
        {
            var isText = parameter is SqliteParameter;
            parameter.DbType = isText ? DbType.AnsiString : DbType.DateTime2;
            parameter.Value = isText ? InstantText.Format(value) : value.ToDateTimeUtc();
        }

        public override Instant Parse(object value) =>
            value is DateTime time
                ? Instant.FromDateTimeUtc(DateTime.SpecifyKind(time, DateTimeKind.Utc))
                : InstantText.Parse((string)value).GetValueOrThrow();
    }

    /// <summary><c>date</c> on SQL Server, an ISO text on SQLite.</summary>
    private sealed class LocalDateHandler : SqlMapper.TypeHandler<LocalDate>
    {
        public override void SetValue(IDbDataParameter parameter, LocalDate value)
        {
            var isText = parameter is SqliteParameter;
            parameter.DbType = isText ? DbType.AnsiString : DbType.Date;
            parameter.Value = isText ? value.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture) : value.ToDateTimeUnspecified();
        }

        public override LocalDate Parse(object value) =>
            value is DateTime time ? LocalDate.FromDateTime(time) : LocalDatePattern.Iso.Parse((string)value).GetValueOrThrow();
    }
}
