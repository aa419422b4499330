"""Says in the file what the file is: WeasyPrint writes either PDF/A or PDF/UA into it, a document here is both.

PDF/A-3a forbids properties that it does not know unless the file describes them, so the description comes along.
"""

from typing import Any

_UA = b"""<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" \
xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about=""><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" \
xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""
_END = b"</rdf:RDF>"


def say_ua(_: Any, pdf: Any) -> None:
    """Add PDF/UA-1 to the metadata of a PDF that WeasyPrint is about to write (a `finisher`).

    Raises ValueError where there are no metadata to add it to.
    """
    streams = [each for each in pdf.objects if getattr(each, "extra", {}).get("Type") == "/Metadata"]
    if len(streams) != 1 or _END not in (metadata := streams[0].stream[0]):
        raise ValueError("the PDF has no metadata that could say what it conforms to")
    streams[0].stream[0] = metadata.replace(_END, _UA + _END)
