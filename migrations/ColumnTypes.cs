namespace Lecce.Riscossione.Migrations;

/// <summary>Column types by engine. The SQL of a step names them in braces and is the same text for both engines.</summary>
/// <param name="IsSqlServer">True for SQL Server and Azure SQL, false for SQLite.</param>
public sealed record ColumnTypes(bool IsSqlServer)
{
    /// <summary>Replaces the names in braces by the engine's types.</summary>
    /// <remarks>
    /// <c>{id}</c> 26-character identifier · <c>{code:n}</c> ASCII text compared byte by byte · <c>{text:n}</c> people's text ·
    /// <c>{json}</c> · <c>{cents}</c> · <c>{int}</c> · <c>{flag}</c> 1 or 0 · <c>{instant}</c> UTC · <c>{date}</c> · <c>{hash}</c> 32 bytes ·
    /// <c>{bytes}</c> · <c>{clustered}</c> keeps rows in the order of the primary key, as SQL Server does by default.
    /// </remarks>
    public string Apply(string sql)
    {
        ArgumentNullException.ThrowIfNull(sql);
        return System.Text.RegularExpressions.Regex.Replace(
            sql,
            @"\{(?<name>[a-z]+)(:(?<size>\d+))?\}",
            match => Resolve(match.Groups["name"].Value, match.Groups["size"].Value),
            System.Text.RegularExpressions.RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(1)
        );
    }

    private string Resolve(string name, string size) =>
        (name, IsSqlServer) switch
        {
            ("id", true) => "varchar(26) COLLATE Latin1_General_BIN2",
            ("code", true) => $"varchar({size}) COLLATE Latin1_General_BIN2",
            ("text", true) => $"nvarchar({size})",
            ("json", true) => "nvarchar(max)",
            ("cents", true) => "bigint",
            ("int", true) => "int",
            ("flag", true) => "bit",
            ("instant", true) => "datetime2(7)",
            ("date", true) => "date",
            ("hash", true) => "binary(32)",
            ("bytes", true) => "varbinary(max)",
            ("clustered", true) => "",
            ("id" or "code" or "text" or "json" or "instant" or "date", false) => "TEXT",
            ("cents" or "int" or "flag", false) => "INTEGER",
            ("hash" or "bytes", false) => "BLOB",
            ("clustered", false) => "WITHOUT ROWID",
            _ => throw new InvalidOperationException($"Unknown column type {{{name}}}."),
        };
}
