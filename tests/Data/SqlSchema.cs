using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Lecce.Riscossione.Tests.Data;

/// <summary>The tables that a T-SQL script leaves behind, with their columns.</summary>
internal sealed class SqlSchema : TSqlFragmentVisitor
{
    private readonly Dictionary<string, HashSet<string>> tables = new(StringComparer.Ordinal);

    public SqlSchema(string script) => SqlGrammar.Parse(script).Accept(this);

    public IReadOnlyDictionary<string, HashSet<string>> Tables => tables;

    public override void Visit(CreateTableStatement node) =>
        tables.Add(Name(node.SchemaObjectName), [.. node.Definition.ColumnDefinitions.Select(Name)]);

    public override void Visit(AlterTableAddTableElementStatement node) =>
        tables[Name(node.SchemaObjectName)].UnionWith(node.Definition.ColumnDefinitions.Select(Name));

    public override void Visit(AlterTableDropTableElementStatement node) =>
        tables[Name(node.SchemaObjectName)].ExceptWith(node.AlterTableDropTableElements.Select(dropped => dropped.Name.Value));

    private static string Name(SchemaObjectName name) => name.BaseIdentifier.Value;

    private static string Name(ColumnDefinition column) => column.ColumnIdentifier.Value;
}
