using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace RingCx.Board.Tests;

public sealed class BoardPageTests
{
    private const string Nasty = "<script>alert(1)</script> & \"x\" 'y' ]]>";

    [Fact]
    public void Is_well_formed_and_says_what_the_board_says()
    {
        var page = Parse(Page().Write(Make.Board(Make.Waiting("w", 200), Make.Talking("t", 65))));
        Assert.Equal("en", page.Root!.Attribute("lang")!.Value);
        Assert.Equal(["Queues", "Agents on calls", "Calls"], page.Descendants("caption").Select(c => c.Value));
        var calls = page.Descendants("table").Last().Element("tbody")!.Elements("tr").ToList();
        Assert.Equal(["critical 3:20", "Sales", "(waiting)", "masked 6505550116", "masked ", ""], calls[0].Elements().Select(cell => cell.Value));
        Assert.Equal(["1:05", "Sales", "Paco Vu", "masked +16505550117", "masked JORDAN LEE", "0:20"], calls[1].Elements().Select(cell => cell.Value));
        Assert.Equal("critical", calls[0].Attribute("class")!.Value);
        Assert.Equal("2026-11-21T09:00:00+00:00", page.Descendants("time").Single().Attribute("datetime")!.Value);
    }

    [Fact]
    public void Takes_names_for_what_they_are()
    {
        var text = new BoardPage(number => number ?? string.Empty) { Title = Nasty, Subtitle = Nasty }.Write(new CallBoard(
            [new BoardCall(new RcxActiveCall { Uii = "1", AgentFirstName = Nasty, DestinationName = Nasty, Ani = Nasty, Cnam = Nasty + "\u0001\uFFFF\uD800" })], [Make.Queue(1, Nasty)], new BoardThresholds(), Make.Now));
        Assert.DoesNotContain("<script", text, StringComparison.OrdinalIgnoreCase);
        var page = Parse(text);
        Assert.Equal(Nasty, page.Descendants("h1").Single().Value);
        Assert.Equal(Nasty, page.Descendants("title").Single().Value);
        Assert.Contains(page.Descendants("td"), cell => cell.Value == Nasty);
    }

    [Fact]
    public void Needs_nothing_from_elsewhere()
    {
        var text = Page().Write(Make.Full(20));
        var page = Parse(text);
        string[] allowed = ["html", "head", "meta", "title", "style", "body", "header", "div", "h1", "p", "time", "main", "dl", "dt", "dd", "section", "table", "caption", "thead", "tbody", "tr", "th", "td", "span", "b"];
        Assert.Empty(page.Descendants().Select(e => e.Name.LocalName).Except(allowed));
        Assert.DoesNotContain(page.Descendants().Attributes(), a => a.Name.LocalName is "src" or "href" or "style" or "data" or "srcset" || a.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.DoesNotContain("url(", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("://", text, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_valid_HTML_and_not_only_XML()
    {
        var text = Page().Write(Make.Board(new BoardCall(new RcxActiveCall { Uii = "1" })));
        Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"en\">", text, StringComparison.Ordinal);
        // An element that closes itself is open to a browser.
        Assert.All(text.Split("/>")[..^1], before => Assert.StartsWith("meta ", before[(before.LastIndexOf('<') + 1)..], StringComparison.Ordinal));
        Assert.DoesNotContain("&gt;", text[text.IndexOf("<style>", StringComparison.Ordinal)..text.IndexOf("</style>", StringComparison.Ordinal)], StringComparison.Ordinal);
    }

    [Fact]
    public void Shows_no_number_that_was_not_masked()
    {
        var calls = Enumerable.Range(0, 30).Select(static i => new BoardCall(new RcxActiveCall
        {
            Uii = i.ToString(CultureInfo.InvariantCulture),
            DestinationName = "Sales",
            AgentFirstName = "Paco Vu",
            Ani = "+16505550117",
            Cnam = "+1 650 555 0118",
            DnisE164 = "+18005550100",
            EnqueueTime = Make.Now.AddSeconds(-i - 20),
            DequeueTime = Make.Now.AddSeconds(-i),
        }));
        var text = new BoardPage(_ => "***").Write(Make.Board([.. calls]));
        Assert.DoesNotContain("555", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Has_the_agents_states_and_the_queues_figures()
    {
        var text = Page().Write(Make.Floor(
            [Make.Agent("Iris Holm", "LUNCH", 3600), Make.Agent("Paco Vu", "ON_CALL", 65, "t"), Make.Agent("Amara <b>", "WRAP_UP", 60, pending: 130)],
            Make.Waiting("w", 200), Make.Talking("t", 65)));
        var page = Parse(text);
        Assert.Equal(["Queues", "Agents", "Calls"], page.Descendants("caption").Select(c => c.Value));
        var rows = page.Descendants("table").Select(t => t.Element("tbody")!.Elements("tr").Select(row => string.Join('|', row.Elements().Select(cell => cell.Value))).ToList()).ToList();
        Assert.Equal(["Sales|1|critical 3:20|1|3|1|87%", "Support|0||0|3|1|87%"], rows[0]);
        Assert.Equal(["Iris Holm|LUNCH|critical 1:00:00||", "Amara <b>|WRAP_UP|warning 1:00|2:10|", "Paco Vu|ON_CALL|1:05||Sales"], rows[1]);
        Assert.Contains(page.Descendants("dt"), name => name.Value == "Agents available");
        Assert.Contains("Amara &lt;b&gt;", text, StringComparison.Ordinal);
        Assert.DoesNotContain(page.Descendants("p"), p => (string?)p.Attribute("class") == "note");
    }

    [Fact]
    public void One_line_says_what_is_missing()
    {
        var page = Page();
        page.Note = FloorSource.RightsNote + Nasty;
        var written = Parse(page.Write(Make.Board(Make.Talking("t", 65))));
        Assert.Equal(FloorSource.RightsNote + Nasty, written.Descendants("p").Single(p => (string?)p.Attribute("class") == "note").Value);
        Assert.Equal(["Queues", "Agents on calls", "Calls"], written.Descendants("caption").Select(c => c.Value));
    }

    [Fact]
    public void Is_read_again_where_that_is_wanted()
    {
        Assert.DoesNotContain("\"refresh\"", Page().Write(Make.Board()), StringComparison.Ordinal);
        var page = Page();
        page.Refresh = TimeSpan.FromSeconds(29.5);
        Assert.Contains("<meta http-equiv=\"refresh\" content=\"30\" />", page.Write(Make.Board()), StringComparison.Ordinal);
    }

    [Fact]
    public void Says_so_when_there_is_nothing()
    {
        var text = new BoardPage(_ => string.Empty).Write(new CallBoard([], [], new BoardThresholds(), Make.Now));
        Assert.Contains("No calls.", text, StringComparison.Ordinal);
        Assert.Contains("Nobody is on a call.", text, StringComparison.Ordinal);
    }

    private static BoardPage Page() => new(number => "masked " + number) { At = Make.Now, Subtitle = "Sandbox" };

    private static XDocument Parse(string text)
    {
        using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader);
    }
}
