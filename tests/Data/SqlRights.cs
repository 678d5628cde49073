using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Lecce.Riscossione.Tests.Data;

/// <summary>The rights that statements need, and the rights that a script grants.</summary>
internal sealed class SqlRights : TSqlFragmentVisitor
{
    private readonly HashSet<string> changed = new(StringComparer.Ordinal);
    private readonly HashSet<string> rights = new(StringComparer.Ordinal);

    /// <summary>Rights on tables, as <c>SELECT Payments</c>.</summary>
    public static IEnumerable<string> NeededBy(string sql)
    {
        var needed = new SqlRights();
        SqlGrammar.Parse(sql).Accept(needed);
        return needed.rights;
    }

    /// <summary>The rights on tables that the grants of a script give to a role.</summary>
    public static IEnumerable<string> GivenBy(TSqlFragment script, string role)
    {
        var grants = new Grants();
        script.Accept(grants);
        return from grant in grants.Found
            where grant.Principals.Any(principal => principal.Identifier.Value == role)
            where grant.SecurityTargetObject?.ObjectKind == SecurityObjectKind.NotSpecified
            from permission in grant.Permissions
            let right = string.Join(' ', permission.Identifiers.Select(word => word.Value.ToUpperInvariant()))
            select $"{right} {grant.SecurityTargetObject.ObjectName.MultiPartIdentifier.Identifiers[^1].Value}";
    }

    public override void Visit(InsertSpecification node) => Change("INSERT", node.Target);

    public override void Visit(UpdateSpecification node) => Change("UPDATE", node.Target);

    public override void Visit(DeleteSpecification node) => Change("DELETE", node.Target);

    public override void Visit(NamedTableReference node)
    {
        // An INSERT does not read its target; UPDATE and DELETE do, in their WHERE.
        if (node.SchemaObject.SchemaIdentifier?.Value != "sys" && !changed.Remove(Name(node)))
        {
            rights.Add($"SELECT {Name(node)}");
        }
    }

    private void Change(string right, TableReference target)
    {
        var name = Name((NamedTableReference)target);
        rights.Add($"{right} {name}");
        if (right == "INSERT")
        {
            changed.Add(name);
        }
    }

    private static string Name(NamedTableReference table) => table.SchemaObject.BaseIdentifier.Value;

    private sealed class Grants : TSqlFragmentVisitor
    {
        public List<GrantStatement> Found { get; } = [];

        public override void Visit(GrantStatement node) => Found.Add(node);
    }
}
