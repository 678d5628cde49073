using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Lecce.Riscossione.Tests.Data;

/// <summary>The grammar of SQL Server 2019.</summary>
internal static class SqlGrammar
{
    /// <summary>The grammar's errors.</summary>
    public static IReadOnlyList<ParseError> Errors(string sql)
    {
        _ = Parse(sql, out var errors);
        return [.. errors];
    }

    /// <summary>A text that must be T-SQL.</summary>
    public static TSqlFragment Parse(string sql)
    {
        var fragment = Parse(sql, out var errors);
        return errors.Count == 0 ? fragment : throw new ArgumentException(errors[0].Message, nameof(sql));
    }

    private static TSqlFragment Parse(string sql, out IList<ParseError> errors)
    {
        using var reader = new StringReader(sql);
        return new TSql150Parser(initialQuotedIdentifiers: true).Parse(reader, out errors);
    }
}
