namespace Lecce.Riscossione.Api.Pdf;

/// <summary>The page tree (ISO 32000-1, 7.7.3). Full nodes are written at once; memory holds one open node per level.</summary>
internal sealed class PageTree(PdfOutput output)
{
    private const int MaxKids = 64;

    private readonly List<Node> open = [];

    /// <summary>The parent node of the next page.</summary>
    public int ParentOfNext
    {
        get
        {
            if (open.Count == 0)
            {
                open.Add(new Node(output.Reserve()));
            }

            return open[0].Number;
        }
    }

    public void Add(int page) => Add(0, page, 1);

    /// <summary>Writes the open nodes; returns the root.</summary>
    public int Finish()
    {
        _ = ParentOfNext;
        for (var level = 0; level < open.Count - 1; level++)
        {
            Close(level, open[level + 1].Number);
            Add(level + 1, open[level].Number, open[level].Pages);
        }

        Close(open.Count - 1, 0);
        return open[^1].Number;
    }

    private void Add(int level, int kid, int pages)
    {
        var node = open[level];
        node.Kids.Add(kid);
        node.Pages += pages;
        if (node.Kids.Count < MaxKids)
        {
            return;
        }

        if (open.Count == level + 1)
        {
            open.Add(new Node(output.Reserve()));
        }

        Close(level, open[level + 1].Number);
        open[level] = new Node(output.Reserve());
        Add(level + 1, node.Number, node.Pages);
    }

    private void Close(int level, int parent)
    {
        var node = open[level];
        var to = output.Pack(node.Number).Add("<</Type/Pages/Count "u8).Add(node.Pages);
        if (parent != 0)
        {
            to.Add("/Parent "u8).Reference(parent);
        }

        to.Add("/Kids["u8);
        node.Kids.ForEach(kid => to.Reference(kid));
        to.Add("]>>"u8);
    }

    private sealed class Node(int number)
    {
        public int Number { get; } = number;

        public int Pages { get; set; }

        public List<int> Kids { get; } = [];
    }
}
