namespace Lecce.Riscossione.Api.Pdf;

/// <summary>The outline that viewers show beside the pages (ISO 32000-1, 12.3.3). Each entry is written when the next one is known.</summary>
internal sealed class Outline(PdfOutput output)
{
    private int root;
    private int first;
    private int count;
    private (int Number, int Previous, string Title, int Page) pending;

    public void Add(string title, int page)
    {
        var number = output.Reserve();
        if (count == 0)
        {
            root = output.Reserve();
            first = number;
        }
        else
        {
            Write(number);
        }

        pending = (number, pending.Number, title, page);
        count++;
    }

    /// <summary>Writes the remaining entries; returns the root, or 0 without entries.</summary>
    public int Finish()
    {
        if (count > 0)
        {
            Write(0);
            var to = output.Pack(root).Add("<</Type/Outlines/First "u8).Reference(first).Add("/Last "u8).Reference(pending.Number);
            to.Add("/Count "u8).Add(count).Add(">>"u8);
        }

        return root;
    }

    private void Write(int next)
    {
        var to = output.Pack(pending.Number).Add("<</Title"u8).Text(pending.Title).Add("/Parent "u8).Reference(root);
        to.Add("/Dest["u8).Reference(pending.Page).Add("/Fit]"u8);
        if (pending.Previous != 0)
        {
            to.Add("/Prev "u8).Reference(pending.Previous);
        }

        if (next != 0)
        {
            to.Add("/Next "u8).Reference(next);
        }

        to.Add(">>"u8);
    }
}
