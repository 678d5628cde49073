using System.Globalization;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Lecce.Riscossione.Tests.Data;

/// <summary>The tables that a T-SQL script leaves behind, with their columns.</summary>
internal sealed class SqlSchema : TSqlFragmentVisitor
{
    private readonly Dictionary<string, HashSet<string>> tables = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Table, string Column), int> lengths = [];

    public SqlSchema(string script) => SqlGrammar.Parse(script).Accept(this);

    public IReadOnlyDictionary<string, HashSet<string>> Tables => tables;

    /// <summary>How many characters a column of texts holds.</summary>
    public int LengthOf(string table, string column) => lengths[(table, column)];

    public override void Visit(CreateTableStatement node)
    {
        tables.Add(Name(node.SchemaObjectName), []);
        Add(Name(node.SchemaObjectName), node.Definition);
    }

    public override void Visit(AlterTableAddTableElementStatement node) => Add(Name(node.SchemaObjectName), node.Definition);

    public override void Visit(AlterTableAlterColumnStatement node) =>
        Measure(Name(node.SchemaObjectName), node.ColumnIdentifier.Value, node.DataType);

    /// <summary>A statement that changes a column is sent as a text, where the server decides how it reads.</summary>
    public override void Visit(StringLiteral node)
    {
        if (node.Value.Contains(" ALTER COLUMN ", StringComparison.Ordinal))
        {
            SqlGrammar.Parse(node.Value).Accept(this);
        }
    }

    public override void Visit(AlterTableDropTableElementStatement node) =>
        tables[Name(node.SchemaObjectName)].ExceptWith(node.AlterTableDropTableElements.Select(dropped => dropped.Name.Value));

    private void Add(string table, TableDefinition definition)
    {
        foreach (var column in definition.ColumnDefinitions)
        {
            tables[table].Add(column.ColumnIdentifier.Value);
            Measure(table, column.ColumnIdentifier.Value, column.DataType);
        }
    }

    private void Measure(string table, string column, DataTypeReference type)
    {
        if (
            type is SqlDataTypeReference
            {
                SqlDataTypeOption: SqlDataTypeOption.VarChar or SqlDataTypeOption.NVarChar,
                Parameters: [var size]
            }
        )
        {
            lengths[(table, column)] = int.TryParse(size.Value, CultureInfo.InvariantCulture, out var length) ? length : int.MaxValue;
        }
    }

    private static string Name(SchemaObjectName name) => name.BaseIdentifier.Value;
}
