using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Lecce.Riscossione.Tests.Data;

/// <summary>
/// Resolves every table and column of a statement as the server would: aliases, correlated sub-queries, derived tables, common table
/// expressions, JSON. Case matters, because it does on some servers.
/// </summary>
internal sealed class SqlNames : TSqlConcreteFragmentVisitor
{
    private readonly SqlSchema schema;
    private readonly List<string> unknown = [];

    /// <summary>The visible names with their columns, the innermost query last; null for unknown columns.</summary>
    private readonly Stack<Dictionary<string, HashSet<string>?>> scopes = new();
    private readonly Dictionary<string, HashSet<string>?> expressions = new(StringComparer.Ordinal);

    private SqlNames(SqlSchema schema) => this.schema = schema;

    /// <summary>The unknown or ambiguous names of a statement.</summary>
    public static IReadOnlyList<string> Unknown(SqlSchema schema, string sql)
    {
        var names = new SqlNames(schema);
        SqlGrammar.Parse(sql).Accept(names);
        return names.unknown;
    }

    public override void ExplicitVisit(CommonTableExpression node)
    {
        base.ExplicitVisit(node);
        expressions[node.ExpressionName.Value] =
            node.Columns.Count > 0 ? [.. node.Columns.Select(column => column.Value)] : Given(node.QueryExpression);
    }

    /// <summary>ORDER BY may also name a result column.</summary>
    public override void ExplicitVisit(QuerySpecification node) =>
        Within(
            node.FromClause?.TableReferences ?? [],
            () =>
            {
                var order = node.OrderByClause;
                node.OrderByClause = null;
                base.ExplicitVisit(node);
                node.OrderByClause = order;
                var given = node.SelectElements.OfType<SelectScalarExpression>().Select(element => element.ColumnName?.Value).ToHashSet();
                foreach (var element in order?.OrderByElements ?? [])
                {
                    if (
                        element.Expression is not ColumnReferenceExpression { MultiPartIdentifier.Count: 1 } column
                        || !given.Contains(column.MultiPartIdentifier[0].Value)
                    )
                    {
                        element.Accept(this);
                    }
                }
            }
        );

    public override void ExplicitVisit(UpdateSpecification node) =>
        Within([node.Target, .. node.FromClause?.TableReferences ?? []], () => base.ExplicitVisit(node));

    public override void ExplicitVisit(DeleteSpecification node) =>
        Within([node.Target, .. node.FromClause?.TableReferences ?? []], () => base.ExplicitVisit(node));

    public override void ExplicitVisit(InsertSpecification node)
    {
        Within([node.Target], () => node.Columns.ToList().ForEach(column => column.Accept(this)));
        node.InsertSource.Accept(this);
    }

    public override void ExplicitVisit(ColumnReferenceExpression node)
    {
        if (node.ColumnType != ColumnType.Regular)
        {
            return;
        }

        var column = node.MultiPartIdentifier.Identifiers[^1].Value;
        var source = node.MultiPartIdentifier.Count > 1 ? node.MultiPartIdentifier.Identifiers[^2].Value : null;
        var found = source is null ? Holders(column) : Named(source, column);
        if (found != 1)
        {
            unknown.Add(found == 0 ? $"no column {source}.{column}" : $"the column {column} is ambiguous");
        }
    }

    public override void ExplicitVisit(SelectStarExpression node)
    {
        var source = node.Qualifier?.Identifiers[^1].Value;
        if (source is not null && !scopes.Peek().ContainsKey(source))
        {
            unknown.Add($"no source {source}");
        }
    }

    private void Within(IEnumerable<TableReference> references, Action body)
    {
        var scope = new Dictionary<string, HashSet<string>?>(StringComparer.Ordinal);
        foreach (var reference in references)
        {
            Add(scope, reference);
        }

        scopes.Push(scope);
        body();
        scopes.Pop();
    }

    private void Add(Dictionary<string, HashSet<string>?> scope, TableReference reference)
    {
        switch (reference)
        {
            case JoinTableReference join:
                Add(scope, join.FirstTableReference);
                Add(scope, join.SecondTableReference);
                break;
            case JoinParenthesisTableReference parenthesis:
                Add(scope, parenthesis.Join);
                break;
            case NamedTableReference named:
                Name(scope, named.Alias?.Value ?? named.SchemaObject.BaseIdentifier.Value, Columns(named.SchemaObject));
                break;
            case QueryDerivedTable derived:
                Name(scope, derived.Alias.Value, Given(derived.QueryExpression));
                break;
            case OpenJsonTableReference json:
                var declared = json.SchemaDeclarationItems.Select(item => item.ColumnDefinition.ColumnIdentifier.Value).ToList();
                Name(scope, json.Alias?.Value ?? "OPENJSON", declared is [] ? ["key", "value", "type"] : [.. declared]);
                break;
            default:
                unknown.Add($"a {reference.GetType().Name} is not understood");
                break;
        }
    }

    private void Name(Dictionary<string, HashSet<string>?> scope, string name, HashSet<string>? columns)
    {
        if (!scope.TryAdd(name, columns) && columns != scope[name])
        {
            unknown.Add($"the source {name} is ambiguous");
        }
    }

    private HashSet<string>? Columns(SchemaObjectName name)
    {
        var table = name.BaseIdentifier.Value;
        if (string.Equals(name.SchemaIdentifier?.Value, "sys", StringComparison.Ordinal) || expressions.TryGetValue(table, out var given))
        {
            return expressions.GetValueOrDefault(table);
        }

        if (!schema.Tables.TryGetValue(table, out given))
        {
            unknown.Add($"no table {table}");
        }

        return given;
    }

    /// <summary>The columns of a result; null for a whole table.</summary>
    private static HashSet<string>? Given(QueryExpression query) =>
        query switch
        {
            QuerySpecification select when select.SelectElements.All(element => element is SelectScalarExpression) =>
            [
                .. select.SelectElements.Cast<SelectScalarExpression>().Select(NameOf).OfType<string>(),
            ],
            BinaryQueryExpression binary => Given(binary.FirstQueryExpression),
            QueryParenthesisExpression parenthesis => Given(parenthesis.QueryExpression),
            _ => null,
        };

    private static string? NameOf(SelectScalarExpression element) =>
        element.ColumnName?.Value ?? (element.Expression as ColumnReferenceExpression)?.MultiPartIdentifier.Identifiers[^1].Value;

    /// <summary>The number of sources with that column in the innermost query that has any.</summary>
    private int Holders(string column) =>
        scopes.Select(scope => scope.Values.Count(columns => columns?.Contains(column) != false)).FirstOrDefault(count => count > 0);

    private int Named(string source, string column) =>
        scopes.Where(scope => scope.ContainsKey(source)).Select(scope => scope[source]?.Contains(column) == false ? 0 : 1).FirstOrDefault();
}
