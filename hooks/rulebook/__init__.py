"""The rulebook: content in, pages out. Pure and typed; it knows no MkDocs, clock, file or network.

A module imports only from those above it:

problems            what is wrong with a file, where, and what would mend it
strict_yaml         YAML with positions, no duplicate keys, no surprises
addresses           where a page stands in the site
formats             money, rates, ages and dates as plain text
law                 dated figures, exceptions, terms, authorities; `Law.in_year(year)`
law_files           reads content/law/
figures             one scanner over source text; resolves {law:…}, {eg:…}, {cite:…}
glossary            where a text first uses a term
rules/              one rule of law or one piece of arithmetic a file
scenarios/          whole cases put together from rules
proof               worked examples run through the rules, official result beside ours
tables/             one table or worked example a file, each `build(law, year, options) -> Table`
calculators         the law each calculator's script computes with
directives          `::: table …` and its kin
entries             questions, guides and their closed schemas
asked               further ways people ask for an entry
crosslinks          what is related to what and why; dead links, dead anchors, orphans
search_terms        what people type and pages do not say
composition         a page's record to its Markdown
download_schemas    JSON Schemas of the open data
downloads           the law, the answers and the tables as JSON and CSV
reference_pages     pages made from the records alone: A to Z, authorities, figures, glossary
dated_pages         pages about time: law calendar, status of every page, corrections
myths               a page for each widespread statement that an entry corrects
search_index        what search reads: a record for each page and each term
site                `load_site`: everything as one value, or every problem at once
twins               each page as plain Markdown, and llms.txt
feed                what changed, as a feed
structured_data     what a page says of itself to search engines
from_disk           the built site as an archive that needs no server
finishing           the last touch to a page: fewer bytes, and what it may load and run
rendering           a directive to an element, through a Jinja fragment
markdown_extension  places those elements while Markdown is made
"""
