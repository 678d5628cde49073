using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Lecce.Riscossione.Tests.Data;

/// <summary>
/// Finds what the grammar allows and we do without: forms whose concurrency is not what it seems (MERGE), that only hope for a lock (table
/// hints), or that servers which merely speak T-SQL do not have.
/// </summary>
internal sealed class SqlForms : TSqlFragmentVisitor
{
    private readonly List<string> found = [];

    private SqlForms() { }

    /// <summary>The forms of a text that we do without.</summary>
    public static IReadOnlyList<string> Uncommon(string sql)
    {
        var forms = new SqlForms();
        SqlGrammar.Parse(sql).Accept(forms);
        return forms.found;
    }

    public override void Visit(MergeStatement node) => found.Add("MERGE");

    public override void Visit(TableHint node) => found.Add("a table hint");

    public override void Visit(CreateOrAlterProcedureStatement node) => found.Add("CREATE OR ALTER");

    public override void Visit(CreateOrAlterViewStatement node) => found.Add("CREATE OR ALTER");

    public override void Visit(CreateOrAlterFunctionStatement node) => found.Add("CREATE OR ALTER");

    public override void Visit(CreateOrAlterTriggerStatement node) => found.Add("CREATE OR ALTER");

    public override void Visit(ExecutableProcedureReference node)
    {
        if (node.ProcedureReference?.ProcedureReference?.Name?.BaseIdentifier?.Value is "sp_rename")
        {
            found.Add("sp_rename");
        }
    }
}
