using System.Runtime.InteropServices;

namespace Lecce.Riscossione.Api.Pdf;

/// <summary>The number tree from pages to the elements of their marked content (ISO 32000-1, 14.7.4.4 and 7.9.7).</summary>
internal sealed class ParentTree(PdfOutput output)
{
    private const int MaxKids = 64;

    private List<Leaf> leaves = [];
    private int next;

    /// <summary>Writes the entries of consecutive pages as the object of that number; their elements must have numbers.</summary>
    public void Add(int number, IReadOnlyList<PageRecord> pages)
    {
        var leaf = new Leaf(number, pages[0].Index, pages[^1].Index);
        var to = output.Pack(number);
        Limits(to.Add("<<"u8), leaf).Add("/Nums["u8);
        foreach (var page in pages)
        {
            to.Add(page.Index).Add("["u8);
            page.Marked.ForEach(element => to.Reference(element.Number));
            to.Add("]"u8);
        }

        to.Add("]>>"u8);
        leaves.Add(leaf);
        next = leaf.Last + 1;
    }

    /// <summary>Writes the nodes above the leaves; returns the root and the next free key.</summary>
    public (int Root, int NextKey) Finish()
    {
        while (leaves.Count > MaxKids)
        {
            leaves = [.. leaves.Chunk(MaxKids).Select(kids => Node(kids, isRoot: false))];
        }

        return (Node(leaves, isRoot: true).Number, next);
    }

    private Leaf Node(IReadOnlyList<Leaf> kids, bool isRoot)
    {
        var node = new Leaf(output.Reserve(), kids.Count > 0 ? kids[0].First : 0, kids.Count > 0 ? kids[^1].Last : 0);
        var to = output.Pack(node.Number).Add("<<"u8);
        if (!isRoot)
        {
            Limits(to, node);
        }

        to.Add(kids.Count > 0 ? "/Kids["u8 : "/Nums["u8);
        foreach (var kid in kids)
        {
            to.Reference(kid.Number);
        }

        to.Add("]>>"u8);
        return node;
    }

    private static PdfBuffer Limits(PdfBuffer to, Leaf leaf) => to.Add("/Limits["u8).Add(leaf.First).Add(leaf.Last).Add("]"u8);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Leaf(int Number, int First, int Last);
}
